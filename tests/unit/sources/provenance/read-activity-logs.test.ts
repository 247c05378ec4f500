import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readActivityLogs } from '../../../../core/sources/provenance/read-activity-logs.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const first = { activity_name: 'ctapipe-process', activity_uuid: 'one', config: { a: ['{"}]'] } };
const second = {
  activity_name: 'ctapipe-merge',
  activity_uuid: 'two',
  input: [{ url: 'x', reference_meta: { 'CTA ACTIVITY ID': 'one' } }],
};

it('finds an activity in logs to which each run appended an array', async () => {
  const folder = temporaryFolder();
  const log = path.join(folder, 'ctapipe-process.provenance.log');
  const texts = [[first], [second, { ...first, activity_uuid: 'three' }]];
  writeFileSync(log, texts.map((text) => JSON.stringify(text, undefined, 3)).join(''));
  // What is no log, damaged or a folder is passed over.
  writeFileSync(path.join(folder, 'notes.txt'), JSON.stringify([first]));
  writeFileSync(path.join(folder, 'cut.provenance.log'), '[{"activity_uuid": "one", "config": {');
  mkdirSync(path.join(folder, 'folder.provenance.log'));

  for (const record of [first, second]) {
    const found = await readActivityLogs(folder, record.activity_uuid);
    expect(Object.keys(found)).toEqual([log]);
    expect(JSON.parse(found[log])).toEqual(record);
  }
  expect(await readActivityLogs(folder, 'four')).toEqual({});
  expect(await readActivityLogs(path.join(folder, 'no such folder'), 'one')).toEqual({});
});
