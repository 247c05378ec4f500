import { expect, it } from 'vitest';
import { csvText } from '../../../../renderer/exports/csv-text.ts';

it('quotes what would end a cell, leaves empty what is no finite number, and keeps single precision short', () => {
  const text = csvText([
    { name: 'a, b', unit: 'm', values: [1, NaN, Infinity] },
    { name: 'text', unit: '', values: ['plain', 'with "quotes"', 'line\nbreak'] },
    { name: 'single', unit: 's', values: Float32Array.of(0.1, 1 / 3) },
  ]);
  expect(text).toBe(
    '"a, b [m]",text,single [s]\r\n1,plain,0.1\r\n,"with ""quotes""",0.33333334\r\n,"line\nbreak",\r\n',
  );
});
