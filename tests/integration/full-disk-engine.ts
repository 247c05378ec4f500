// Program that a test runs in a mount namespace of its own: mounts a tiny and a read-only disk, processes a
// file onto each, and opens a catalogue on each. Tells what became of it as JSON.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openInProcess } from '../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../core/engine/photoelectron-home.ts';

const [folder, input] = process.argv.slice(2);

function mount(name: string, options: string): string {
  const place = path.join(folder, name);
  mkdirSync(place);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]);
  return place;
}

const tiny = mount('tiny', 'size=64k');
const readOnly = mount('read-only', 'size=4m,ro');

const { client, close } = await openInProcess({
  home: photoelectronHome({ PHOTOELECTRON_HOME: path.join(folder, 'home') }),
});
const jobs = [];
for (const disk of [tiny, readOnly]) {
  const output = path.join(disk, 'out.h5');
  const { id } = await client.request('jobs.submit', {
    request: { kind: 'process-run', input, output, focalLengthChoice: 'EQUIVALENT' },
  });
  const { status, error } = await client.request('jobs.wait', { id });
  jobs.push({ status, error, left: readdirSync(disk) });
}
const nightOnReadOnly = await client
  .request('jobs.submit', {
    request: { kind: 'process-night', night: '2000-01-01', outputFolder: readOnly },
  })
  .then(
    () => 'submitted',
    (error: unknown) => (error as { code?: string }).code,
  );
await close();

writeFileSync(path.join(tiny, 'something'), Buffer.alloc(60_000));
const homes = [];
for (const disk of [tiny, readOnly]) {
  const home = photoelectronHome({ PHOTOELECTRON_HOME: path.join(disk, 'home') });
  homes.push(
    await openInProcess({ home }).then(
      () => 'opened',
      (error: unknown) => (error as { code?: string }).code,
    ),
  );
}
process.stdout.write(JSON.stringify({ jobs, nightOnReadOnly, homes }));
