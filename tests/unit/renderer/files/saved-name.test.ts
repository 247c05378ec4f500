import { expect, test } from 'vitest';
import { savedName } from '../../../../renderer/files/saved-name.ts';

test.each([
  ['gamma.dl2.h5.provenance.svg', 'gamma.dl2.h5.provenance.svg'],
  ['a/b\\c.png', 'a_b_c.png'],
  ['line\nbreak.csv', 'line_break.csv'],
  ['', 'file'],
  ['..', 'file'],
])('proposes for %j the name %j', (name, saved) => {
  expect(savedName(name)).toBe(saved);
});

test('shortens what systems would refuse, and keeps the ending', () => {
  const saved = savedName(`${'ä'.repeat(250)}.prov.json`);
  expect(saved.endsWith('ä.prov.json')).toBe(true);
  expect(Buffer.byteLength(saved)).toBeLessThan(255);
});
