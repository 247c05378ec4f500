#include "threading/thread_pool.h"

#include <algorithm>
#include <exception>

namespace pe {

struct ThreadPool::Loop {
  Loop(std::size_t n_items, std::size_t chunk, const Body& loop_body, const CancelFlag* flag)
      : n(n_items), grain(chunk), body(loop_body), cancel(flag) {}

  const std::size_t n;
  const std::size_t grain;
  const Body& body;
  const CancelFlag* cancel;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stopped{false};
  std::mutex mutex;
  std::condition_variable idle;
  unsigned running = 0;
  std::exception_ptr error;
};

ThreadPool::ThreadPool(unsigned n_threads) : n_threads_(std::max(1U, n_threads)) {
  threads_.reserve(n_threads_ - 1);
  for (unsigned i = 1; i < n_threads_; ++i) threads_.emplace_back([this] { work(); });
}

ThreadPool::~ThreadPool() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void ThreadPool::run_chunks(Loop& loop) {
  try {
    while (!loop.stopped.load(std::memory_order_relaxed)) {
      if (loop.cancel != nullptr && loop.cancel->load(std::memory_order_relaxed)) {
        loop.stopped.store(true, std::memory_order_relaxed);
        break;
      }
      const std::size_t begin = loop.next.fetch_add(loop.grain, std::memory_order_relaxed);
      if (begin >= loop.n) break;
      loop.body(begin, std::min(begin + loop.grain, loop.n));
    }
  } catch (...) {
    std::lock_guard lock(loop.mutex);
    if (!loop.error) loop.error = std::current_exception();
    loop.stopped.store(true, std::memory_order_relaxed);
  }
}

void ThreadPool::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !loops_.empty(); });
    if (stopping_) return;
    const std::shared_ptr<Loop> loop = loops_.front();
    if (loop->stopped.load() || loop->next.load() >= loop->n) {
      loops_.pop_front();
      continue;
    }
    {
      std::lock_guard loop_lock(loop->mutex);
      ++loop->running;
    }
    lock.unlock();
    run_chunks(*loop);
    {
      std::lock_guard loop_lock(loop->mutex);
      --loop->running;
    }
    loop->idle.notify_all();
    lock.lock();
  }
}

bool ThreadPool::parallel_for(std::size_t n, std::size_t grain, const Body& body,
                              const CancelFlag* cancel) {
  if (n == 0) return true;
  auto loop = std::make_shared<Loop>(n, std::max<std::size_t>(1, grain), body, cancel);
  const bool shared = !threads_.empty() && n > loop->grain;
  if (shared) {
    {
      std::lock_guard lock(mutex_);
      loops_.push_back(loop);
    }
    wake_.notify_all();
  }
  run_chunks(*loop);
  if (shared) {
    // No worker may join from here on: the body belongs to the caller's stack.
    {
      std::lock_guard lock(mutex_);
      loops_.remove(loop);
    }
    std::unique_lock lock(loop->mutex);
    loop->idle.wait(lock, [&] { return loop->running == 0; });
  }
  if (loop->error) std::rethrow_exception(loop->error);
  return !loop->stopped.load();
}

namespace {
std::mutex shared_mutex;
std::shared_ptr<ThreadPool> shared;
}  // namespace

std::shared_ptr<ThreadPool> shared_pool() {
  std::lock_guard lock(shared_mutex);
  if (!shared)
    shared = std::make_shared<ThreadPool>(std::max(1U, std::thread::hardware_concurrency()));
  return shared;
}

void set_shared_pool_size(unsigned n_threads) {
  auto replacement = std::make_shared<ThreadPool>(n_threads);
  std::lock_guard lock(shared_mutex);
  shared.swap(replacement);
}

}  // namespace pe
