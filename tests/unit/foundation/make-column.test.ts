import { describe, expect, it } from 'vitest';
import { makeColumn } from '../../../core/foundation/make-column.ts';

describe('makeColumn', () => {
  it('makes the type that the declaration asks for', () => {
    expect(makeColumn({ name: 'n', dtype: 'int64' }, [-1, 2]).data).toEqual(
      BigInt64Array.of(-1n, 2n),
    );
    expect(makeColumn({ name: 'x', dtype: 'float32' }, [0.1]).data).toEqual(Float32Array.of(0.1));
    expect(makeColumn({ name: 'b', dtype: 'bool' }, [1, 0]).data).toEqual(Uint8Array.of(1, 0));
  });

  it('refuses values that are no whole rows', () => {
    const meta = { name: 'image', dtype: 'float32', shape: [2, 3] } as const;
    expect(makeColumn(meta, new Array<number>(12).fill(0)).data.length).toBe(12);
    expect(() => makeColumn(meta, [1, 2, 3])).toThrow('Column image has rows of 6 values');
  });
});
