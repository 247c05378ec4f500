import { it } from 'vitest';
import { dataFile, fixtureFolder } from '../../../data-folder.ts';
import { expectFitsHeaders } from '../../../expect-fits-headers.ts';

it('reads the headers of real files as astropy does', async () => {
  await expectFitsHeaders(fixtureFolder('fits-headers'), dataFile);
});
