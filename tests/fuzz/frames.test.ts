// Frames of a socket from a client that means harm: each is read or refused, with nothing else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrame, encodeFrame } from '../../core/contract/frame.ts';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { anyMessage } from '../contract-messages.ts';

const MAX_BYTES = 1 << 20;

/** Reads a frame; a refusal is as good as a message, anything else fails the test. */
function read(frame: Uint8Array): 'read' | 'refused' {
  try {
    decodeFrame(frame, MAX_BYTES);
    return 'read';
  } catch (error) {
    if (!(error instanceof PhotoelectronError)) throw error;
    expect(['message-invalid', 'message-too-large']).toContain(error.code);
    return 'refused';
  }
}

/** A frame around any header text. */
function framed(header: string, rest: Uint8Array): Uint8Array {
  const json = new TextEncoder().encode(header);
  const frame = new Uint8Array(8 + json.length + rest.length);
  frame.set(new TextEncoder().encode('PEM1'));
  new DataView(frame.buffer).setUint32(4, json.length, true);
  frame.set(json, 8);
  frame.set(rest, 8 + json.length);
  return frame;
}

const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const mutations = fc.array(fc.tuple(position, fc.integer({ min: 0, max: 255 })), {
  minLength: 1,
  maxLength: 6,
});

describe('frames of a hostile client', () => {
  test('that end early are refused', () => {
    fc.assert(
      fc.property(anyMessage, position, (message, cut) => {
        const frame = encodeFrame(message);
        expect(read(frame.subarray(0, Math.floor(cut * frame.length)))).toBe('refused');
      }),
      { numRuns: 2000 },
    );
  });

  test('with wrong bytes are read or refused', () => {
    fc.assert(
      fc.property(anyMessage, mutations, (message, changes) => {
        const frame = encodeFrame(message);
        for (const [where, byte] of changes) frame[Math.floor(where * frame.length)] = byte;
        expect(['read', 'refused']).toContain(read(frame));
      }),
      { numRuns: 5000 },
    );
  });

  test('of random bytes behind a right beginning are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const frame = new Uint8Array(4 + bytes.length);
        frame.set(new TextEncoder().encode('PEM1'));
        frame.set(bytes, 4);
        expect(read(frame)).toBe('refused');
      }),
      { numRuns: 5000 },
    );
  });

  test('with any header that is JSON are read or refused', () => {
    const anyPart = fc.record({
      path: fc.array(fc.oneof(fc.string(), fc.nat(), fc.constantFrom('a', '__proto__')), {
        maxLength: 4,
      }),
      type: fc.oneof(fc.constantFrom('float64', 'uint8', 'int64'), fc.string()),
      length: fc.oneof(fc.nat(8), fc.maxSafeInteger(), fc.double()),
    });
    const header = fc.record({ message: fc.jsonValue(), arrays: fc.array(anyPart) });
    fc.assert(
      fc.property(fc.oneof(header, fc.jsonValue()), fc.uint8Array(), (content, rest) => {
        expect(['read', 'refused']).toContain(read(framed(JSON.stringify(content), rest)));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['lists', '['],
    ['objects', '{"a":'],
    ['lists of objects', '[{"a":'],
  ])('nested %s end in a refusal and not in a full stack', (_, opening) => {
    for (const depth of [103, 1000, 50_000]) {
      expect(read(framed(`{"message":${opening.repeat(depth)}`, new Uint8Array()))).toBe('refused');
    }
  });

  test('that claim arrays larger than memory are refused before one is made', () => {
    for (const length of [2 ** 31, 2 ** 32, 2 ** 50, Number.MAX_SAFE_INTEGER]) {
      const part = { path: ['a'], type: 'float64', length };
      const header = JSON.stringify({ message: { a: null }, arrays: [part] });
      expect(read(framed(header, new Uint8Array(64)))).toBe('refused');
    }
  });
});
