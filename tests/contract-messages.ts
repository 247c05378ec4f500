import fc from 'fast-check';
import type { ArrayTypeName } from '../core/contract/typed-array.ts';
import { typedArrays } from '../core/foundation/typed-arrays.ts';

const names = Object.keys(typedArrays) as ArrayTypeName[];

/** Any typed array, with every bit pattern that its elements can have. */
const typedArray = fc
  .tuple(fc.constantFrom(...names), fc.uint8Array({ maxLength: 64 }))
  .map(([name, bytes]) => {
    const type = typedArrays[name];
    const whole = bytes.length - (bytes.length % type.BYTES_PER_ELEMENT);
    return new type(bytes.slice(0, whole).buffer);
  });

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    typedArray,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5 }),
  ),
}));

/** Anything that the contract lets travel, as an object at the root. */
export const anyMessage = fc.dictionary(fc.string(), value, { maxKeys: 6 });
