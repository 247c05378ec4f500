import { expect, it } from 'vitest';
import { PhotoelectronError } from '../../../core/foundation/errors.ts';
import { namingFile } from '../../../core/foundation/naming-file.ts';

it('adds the file to an error that does not know it', () => {
  const error = new PhotoelectronError('format-damaged', 'Object 3 is cut.', { offset: 12 });
  const named = namingFile(error, 'run.simtel');
  expect(named).toMatchObject({
    code: 'format-damaged',
    message: 'run.simtel: Object 3 is cut.',
    place: { offset: 12, path: 'run.simtel' },
  });
});

it('leaves errors alone that name a file or are of another kind', () => {
  const named = new PhotoelectronError('file-exists', 'x.h5 exists.', { path: 'x.h5' });
  expect(namingFile(named, 'run.simtel')).toBe(named);
  const other = new RangeError('no');
  expect(namingFile(other, 'run.simtel')).toBe(other);
});
