// A persistent pool of worker threads that share out the items of one loop.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace pe {

// Set from outside to ask a running loop to stop at the next chunk.
using CancelFlag = std::atomic<bool>;

class ThreadPool {
 public:
  // Body of a loop: works on the items [begin, end).
  using Body = std::function<void(std::size_t begin, std::size_t end)>;

  explicit ThreadPool(unsigned n_threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Number of threads that work on one loop, the calling one included.
  unsigned size() const { return n_threads_; }

  // Calls body over chunks of at most `grain` items until all n items are done. The calling thread
  // takes part, so a pool of size one runs everything in the caller. The first exception thrown by
  // a body is thrown again here after all chunks have stopped. Returns false if cancelled. Which
  // thread does which chunk is not defined: a body must not let its result depend on it.
  bool parallel_for(std::size_t n, std::size_t grain, const Body& body,
                    const CancelFlag* cancel = nullptr);

 private:
  struct Loop;
  void work();
  static void run_chunks(Loop& loop);

  const unsigned n_threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::list<std::shared_ptr<Loop>> loops_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

// The pool that all kernels of this process share.
std::shared_ptr<ThreadPool> shared_pool();

// Replaces the shared pool by one of n threads (at least one). Loops under way finish on the old
// one.
void set_shared_pool_size(unsigned n_threads);

}  // namespace pe
