import { expect, it } from 'vitest';
import { PhotoelectronError } from '../../../core/foundation/errors.ts';
import { visibleText } from '../../../core/foundation/visible-text.ts';

it('leaves nothing that ends a line or moves a cursor', () => {
  expect(visibleText('a\nb\r\u001b[31mc\u0000\u0085\u2028\u2029')).toBe('a·b··[31mc····');
  expect(visibleText('Hillas ψ [°] – 日本')).toBe('Hillas ψ [°] – 日本');
});

it('keeps the sentence of an error on one line, whatever a file calls its tables', () => {
  const error = new PhotoelectronError('format-damaged', 'There is no /dl1\n/event.', {
    item: 'a\nb',
  });
  expect(error.message).toBe('There is no /dl1·/event.');
  expect(error.place.item).toBe('a\nb');
});
