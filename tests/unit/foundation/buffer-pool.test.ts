import { describe, expect, it } from 'vitest';
import { BatchMemory } from '../../../core/sources/batch-memory.ts';
import { BufferPool } from '../../../core/foundation/buffer-pool.ts';

describe('BufferPool', () => {
  it('gives a buffer again for any length that fills half of it', () => {
    const pool = new BufferPool(1 << 20);
    const first = pool.take(1000);
    expect(first.byteLength).toBeGreaterThanOrEqual(1000);
    expect(pool.take(1000)).not.toBe(first);
    pool.give(first);
    expect(pool.take(400)).not.toBe(first);
    expect(pool.take(2000)).not.toBe(first);
    expect(pool.take(990)).toBe(first);
  });

  it('takes the smallest buffer that is long enough', () => {
    const pool = new BufferPool(1 << 20);
    const [long, short] = [pool.take(1500), pool.take(1000)];
    pool.give(long);
    pool.give(short);
    expect(pool.take(900)).toBe(short);
    expect(pool.take(900)).toBe(long);
  });

  it('keeps no more unused memory than it may, the latest first', () => {
    const pool = new BufferPool(2048);
    const buffers = [pool.take(1024), pool.take(1024), pool.take(1024)];
    for (const buffer of buffers) pool.give(buffer);
    const again = [pool.take(1024), pool.take(1024), pool.take(1024)];
    expect(again.filter((buffer) => buffers.includes(buffer))).toEqual([buffers[1], buffers[2]]);
  });

  it('gives empty buffers', () => {
    expect(new BatchMemory(new BufferPool(0)).uint8(0)).toHaveLength(0);
  });
});

describe('BatchMemory', () => {
  it('gives its arrays back once', () => {
    const pool = new BufferPool(1 << 20);
    const memory = new BatchMemory(pool);
    const arrays = [memory.uint8(64), memory.uint16(100), memory.uint32(500), memory.int32(2500)];
    expect(arrays.map(({ length }) => length)).toEqual([64, 100, 500, 2500]);
    memory.release();
    memory.release();
    const other = new BatchMemory(pool);
    const [first, second] = [other.int32(2500), other.int32(2500)];
    expect(first.buffer).toBe(arrays[3].buffer);
    expect(second.buffer).not.toBe(arrays[3].buffer);
  });
});
