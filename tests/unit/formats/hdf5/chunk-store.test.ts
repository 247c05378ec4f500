import type { FileHandle } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ChunkCodec } from '../../../../core/formats/hdf5/chunk-codec.ts';
import { ChunkStore } from '../../../../core/formats/hdf5/chunk-store.ts';
import type { TableMember } from '../../../../core/formats/hdf5/member-type.ts';

const members: readonly TableMember[] = [{ name: 'x', type: { kind: 'uint8' } }];

/** A file on a disk that has room for so many bytes. */
function smallDisk(room: number): FileHandle {
  let used = 0;
  const writev = (pieces: readonly Uint8Array[]) => {
    const wanted = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const bytesWritten = Math.min(wanted, room - used);
    used += bytesWritten;
    if (wanted > 0 && bytesWritten === 0) {
      return Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    }
    return Promise.resolve({ bytesWritten, buffers: pieces });
  };
  return { writev } as unknown as FileHandle;
}

it.each([0, 1500])('says that the disk is full when it takes only %i bytes', async (room) => {
  const store = new ChunkStore(
    'out.h5',
    smallDisk(room),
    new ChunkCodec({ compression: 'none' }),
    0,
  );
  const places: number[] = [];
  for (let chunk = 0; chunk < 2; chunk++) {
    await store.submit(new Uint8Array(store.pool.take(1024)), 1024, members, 1, ({ address }) => {
      places.push(address);
    });
  }
  const full = {
    code: 'disk-full',
    message: 'out.h5 could not be written: the disk is full; free some space and run again.',
  };
  await expect(store.drain()).rejects.toMatchObject(full);
  await expect(
    store.submit(new Uint8Array(1024), 1024, members, 1, () => undefined),
  ).rejects.toMatchObject(full);
  // A chunk takes its bytes and those of its checksum, from a multiple of 8 on.
  expect(places).toEqual([0, 1032]);
});

it('lets only a few chunks be on their way, whoever submits them', async () => {
  let open = 0;
  let most = 0;
  const slow = {
    writev: async (pieces: readonly Uint8Array[]) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open--;
      return {
        bytesWritten: pieces.reduce((sum, piece) => sum + piece.length, 0),
        buffers: pieces,
      };
    },
  } as unknown as FileHandle;
  const store = new ChunkStore('out.h5', slow, new ChunkCodec({ compression: 'none' }), 0);
  const placed = new Set<number>();
  await Promise.all(
    Array.from({ length: 60 }, (_, chunk) =>
      store.submit(new Uint8Array(64).fill(chunk), 64, members, 1, ({ address }) => {
        placed.add(address);
      }),
    ),
  );
  await store.drain();
  expect(placed.size).toBe(60);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(6);
});
