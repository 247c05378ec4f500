import { describe, expect, it } from 'vitest';
import type { EventIoObject } from '../../../../core/formats/eventio/object-header.ts';
import { PayloadReader } from '../../../../core/formats/eventio/payload-reader.ts';

function reader(...bytes: readonly number[]): PayloadReader {
  const payload = Uint8Array.from(bytes);
  const object: EventIoObject = {
    type: 2020,
    version: 1,
    id: 3,
    userFlag: false,
    extended: false,
    onlySubobjects: false,
    headerOffset: 64,
    headerLength: 16,
    contentLength: payload.length,
    payload,
  };
  return new PayloadReader(object);
}

const damaged = expect.objectContaining({
  code: 'format-damaged',
  place: { offset: 64, item: 'MCShower' },
}) as Error;

describe('PayloadReader', () => {
  it('reads numbers of variable length of one to nine bytes', () => {
    expect(reader(0x7f).unsignedVarint()).toBe(127);
    expect(reader(0x81, 0x02).unsignedVarint()).toBe(0x102);
    expect(reader(0xc1, 2, 3).unsignedVarint()).toBe(0x10203);
    expect(reader(0xe1, 2, 3, 4).unsignedVarint()).toBe(0x1020304);
    expect(reader(0xf1, 2, 3, 4, 5).unsignedVarint()).toBe(0x102030405);
    expect(reader(0xf9, 2, 3, 4, 5, 6).unsignedVarint()).toBe(0x10203040506);
    expect(reader(0xfd, 2, 3, 4, 5, 6, 7).unsignedVarint()).toBe(0x1020304050607);
    expect(reader(0xfe, 1, 2, 3, 4, 5, 6, 7).unsignedVarint()).toBe(0x1020304050607);
    expect(reader(0xff, 0, 1, 2, 3, 4, 5, 6, 7).unsignedVarint()).toBe(0x1020304050607);
    expect(() => reader(0xff, 1, 0, 0, 0, 0, 0, 0, 0).unsignedVarint()).toThrow(damaged);
    expect(() => reader(0x81).unsignedVarint()).toThrow(damaged);
  });

  it('reads signed ones', () => {
    expect([0, 1, 2, 3, 4].map((stored) => reader(stored).varint())).toEqual([0, -1, 1, -2, 2]);
    expect(reader(0xf1, 0xff, 0xff, 0xff, 0xff).varint()).toBe(-(2 ** 32));
    expect([...reader(3, 0x81, 0x03).varintArray(2)]).toEqual([-2, -130]);
  });

  it('refuses what does not fit into 32 bits', () => {
    expect(() => reader(0xf2, 0, 0, 0, 0).varintArray(1)).toThrow(damaged);
    expect(() => reader(0xf1, 0, 0, 0, 0).unsignedVarintArray(1)).toThrow(damaged);
    expect([...reader(0xf0, 0xff, 0xff, 0xff, 0xff).unsignedVarintArray(1)]).toEqual([2 ** 32 - 1]);
  });

  it('does not allocate what the content cannot hold', () => {
    for (const count of [2 ** 40, 4, -1, NaN]) {
      expect(() => reader(1, 2, 3).uint8Array(count)).toThrow(damaged);
      expect(() => reader(1, 2, 3).float64Array(count)).toThrow(damaged);
      expect(() => reader(1, 2, 3).float32Array(count)).toThrow(damaged);
      expect(() => reader(1, 2, 3).widenedArray(count)).toThrow(damaged);
      expect(() => reader(1, 2, 3).varintArray(count)).toThrow(damaged);
    }
    expect(() => reader(0xff, 0xff, 65).string()).toThrow(damaged);
  });

  it('reads texts and says what it does not know', () => {
    expect(reader(3, 0, 0x61, 0xc3, 0xa4).string()).toBe('aä');
    expect(reader(1, 0x62).varString()).toBe('b');
    expect(() => {
      reader().requireVersion(2, 4);
    }).toThrow('has version 1, known are 2 to 4');
  });
});
