import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../core/contract/frame.ts';
import { anyMessage } from '../../contract-messages.ts';

/** Bytes of a frame with this header and these bytes behind it. */
function frameOf(header: unknown, rest: readonly number[] = []): Uint8Array {
  const json = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const length = new Uint8Array(new Uint32Array([json.length]).buffer);
  return new Uint8Array([...new TextEncoder().encode('PEM1'), ...length, ...json, ...rest]);
}

const frameError = (code: string): unknown => expect.objectContaining({ code });

describe('frames', () => {
  test('bring back every message that may travel', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(decodeFrame(encodeFrame(message))).toEqual(message);
      }),
    );
  });

  test('bring back a message from any place of a larger buffer', () => {
    const message = { image: new Float64Array([1, NaN, -Infinity]), ids: new BigInt64Array([-1n]) };
    const frame = encodeFrame(message);
    const larger = new Uint8Array(frame.length + 3);
    larger.set(frame, 3);
    expect(decodeFrame(larger.subarray(3))).toEqual(message);
  });

  test('keep the bits of arrays, NaN payloads included', () => {
    const bits = new Uint32Array([0x7fc0_1234, 0xffc0_0001]);
    const decoded = decodeFrame(encodeFrame({ x: new Float32Array(bits.buffer) }));
    const { x } = decoded as { x: Float32Array };
    expect(new Uint32Array(x.buffer, x.byteOffset, 2)).toEqual(bits);
  });

  test('put each array on a multiple of 8', () => {
    const frame = encodeFrame({ a: new Uint8Array([1, 2, 3]), b: new Uint8Array([4]) });
    const header = new DataView(frame.buffer).getUint32(4, true) + 8;
    const start = Math.ceil(header / 8) * 8;
    expect([...frame.subarray(start)]).toEqual([1, 2, 3, 0, 0, 0, 0, 0, 4]);
  });

  test('send only the part of a buffer that an array is of', () => {
    const large = new Float32Array(100_000);
    expect(encodeFrame({ part: large.subarray(10, 12) }).length).toBeLessThan(200);
  });

  test('leave out keys without a value and take -0 as 0, as JSON does', () => {
    expect(decodeFrame(encodeFrame({ a: undefined, b: -0 }))).toStrictEqual({ b: 0 });
  });

  test.each([
    ['NaN', { a: { b: [NaN] } }, 'a.b.0 is NaN'],
    ['an infinite number', { a: Infinity }, 'a is Infinity'],
    ['a function', { a: () => 1 }, 'a is function'],
    ['a bigint', { a: 1n }, 'a is bigint'],
    ['an entry without a value', { a: [undefined] }, 'a.0 is undefined'],
    ['a Map', { a: new Map() }, 'a is a Map'],
    ['a Date', { a: new Date(0) }, 'a is a Date'],
  ])('refuse to send %s and name its place', (_, message, sentence) => {
    expect(() => encodeFrame(message)).toThrow(sentence);
    expect(() => encodeFrame(message)).toThrow(frameError('message-invalid'));
  });

  test('refuse to send what is nested without end', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => encodeFrame(circle)).toThrow(frameError('message-invalid'));
  });

  test('refuse to send or read more than the bound', () => {
    const message = { a: new Uint8Array(2000) };
    expect(() => encodeFrame(message, 2000)).toThrow(frameError('message-too-large'));
    const frame = encodeFrame(message, 3000);
    expect(() => decodeFrame(frame, frame.length - 1)).toThrow(frameError('message-too-large'));
    expect(decodeFrame(frame, frame.length)).toEqual(message);
  });

  const good = { message: { a: null }, arrays: [{ path: ['a'], type: 'uint8', length: 1 }] };
  const part = (changes: object) => ({
    message: { a: null, b: 1, list: [null] },
    arrays: [{ path: ['a'], type: 'uint8', length: 0, ...changes }],
  });

  test('are what this test takes them for', () => {
    const padding = Array.from({ length: 8 - (frameOf(good).length % 8) }, () => 0);
    expect(decodeFrame(frameOf(good, [...padding, 7]))).toEqual({ a: new Uint8Array([7]) });
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['another beginning', new TextEncoder().encode('{"kind":"hello"}')],
    ['a header longer than the frame', frameOf(good).subarray(0, 20)],
    ['a header that is not JSON', frameOf('{"message":')],
    [
      'a header that is not UTF-8',
      new Uint8Array([...frameOf('').subarray(0, 4), 1, 0, 0, 0, 0xff]),
    ],
    ['a header without arrays', frameOf({ message: {} })],
    ['an unknown element type', frameOf(part({ type: 'float16' }))],
    ['an array longer than the frame', frameOf(part({ length: 2 ** 40 }))],
    ['a length that is no number of elements', frameOf(part({ length: -1 }))],
    ['a length beyond whole numbers', frameOf(part({ length: 1e300 }))],
    ['bytes behind the last array', frameOf({ message: {}, arrays: [] }, [0])],
    ['an array for a key that is not there', frameOf(part({ path: ['c'] }))],
    ['an array in the place of a value', frameOf(part({ path: ['b'] }))],
    ['an array for a key of all objects', frameOf(part({ path: ['__proto__'] }))],
    ['an array behind a key of all objects', frameOf(part({ path: ['__proto__', 'x'] }))],
    ['an array in the place of the message', frameOf(part({ path: [] }))],
    ['an entry of a list by a text', frameOf(part({ path: ['list', '0'] }))],
    ['an entry beyond a list', frameOf(part({ path: ['list', 1] }))],
    ['deep nesting', frameOf(`{"message":${'['.repeat(5000)}${']'.repeat(5000)},"arrays":[]}`)],
    ['very many values', frameOf(`{"message":[${'0,'.repeat(1_000_001)}0],"arrays":[]}`)],
  ])('are refused with %s', (_, frame) => {
    expect(() => decodeFrame(frame)).toThrow(frameError('message-invalid'));
  });

  test('do not count brackets and commas in texts', () => {
    const message = { text: '[{",\\'.repeat(1000) };
    expect(decodeFrame(encodeFrame(message))).toEqual(message);
  });
});
