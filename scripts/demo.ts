// npm run demo: processes the sample that ships with the project, prints the reconstructed events
// beside the truth, finds both in a catalogue, tells how the product came to be, and leaves the product
// and a picture in demo-output/.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventPicture } from '../core/cli/event-picture.ts';
import { provenanceTree } from '../core/cli/provenance-tree.ts';
import { textTable } from '../core/cli/text-table.ts';
import { openInProcess } from '../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../core/engine/photoelectron-home.ts';
import { writeWholeFile } from '../core/foundation/write-whole-file.ts';
import { type Hdf5File, openHdf5 } from '../core/formats/hdf5/open-hdf5.ts';
import { cameraPictureSvg, PICTURE_WIDTH } from '../core/pictures/camera-picture.ts';
import { picturePng } from '../core/pictures/picture-png.ts';
import { eventImage } from '../core/processing/event-image.ts';
import { processFile } from '../core/processing/process-file.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const input = path.join(root, 'resources/samples/history_meta_75.simtel.zst');
const folder = path.join(root, 'demo-output');
const output = path.join(folder, 'gamma.dl2.h5');
const reconstructor = 'HillasReconstructor';

/** Numeric columns of a table of a product, by name. */
async function columnsOf(file: Hdf5File, item: string): Promise<Map<string, number[]>> {
  const { columns, nRows } = await file.readRows(item);
  const numbers = new Map<string, number[]>();
  for (const column of columns) {
    if ('text' in column || column.data.length !== nRows) continue;
    numbers.set(column.meta.name, Array.from(column.data, Number));
  }
  return numbers;
}

/** Angle between two directions [deg]. */
function separation(alt1: number, az1: number, alt2: number, az2: number): number {
  const rad = Math.PI / 180;
  const haversine =
    Math.sin(((alt1 - alt2) * rad) / 2) ** 2 +
    Math.cos(alt1 * rad) * Math.cos(alt2 * rad) * Math.sin(((az1 - az2) * rad) / 2) ** 2;
  return (2 * Math.asin(Math.sqrt(haversine))) / rad;
}

/** Prints what was reconstructed beside what was simulated. */
async function compareWithTruth(): Promise<void> {
  const file = await openHdf5(output);
  try {
    const truth = await columnsOf(file, '/simulation/event/subarray/shower');
    const reco = await columnsOf(file, `/dl2/event/subarray/geometry/${reconstructor}`);
    const trueEvents = truth.get('event_id') ?? [];
    for (const [row, eventId] of (reco.get('event_id') ?? []).entries()) {
      const at = trueEvents.indexOf(eventId);
      const simulated = (name: string) => truth.get(`true_${name}`)?.[at] ?? NaN;
      const found = (name: string) => reco.get(`${reconstructor}_${name}`)?.[row] ?? NaN;
      const line = (name: string, unit: string, digits: number) => [
        `${name} [${unit}]`,
        simulated(name).toFixed(digits),
        found(name).toFixed(digits),
        // Azimuths differ by less than half a turn, whichever side of north they are on.
        (name === 'az'
          ? ((found(name) - simulated(name) + 540) % 360) - 180
          : found(name) - simulated(name)
        ).toFixed(digits),
      ];
      process.stdout.write(
        `\nEvent ${eventId}, simulated energy ${simulated('energy').toFixed(2)} TeV\n\n`,
      );
      process.stdout.write(
        textTable(
          [
            { title: 'quantity' },
            { title: 'truth', align: 'right' },
            { title: 'reconstructed', align: 'right' },
            { title: 'difference', align: 'right' },
          ],
          [
            line('alt', 'deg', 4),
            line('az', 'deg', 4),
            line('core_x', 'm', 1),
            line('core_y', 'm', 1),
            [
              'direction [deg]',
              '',
              '',
              separation(simulated('alt'), simulated('az'), found('alt'), found('az')).toFixed(4),
            ],
            [
              'core distance [m]',
              '',
              '',
              Math.hypot(
                found('core_x') - simulated('core_x'),
                found('core_y') - simulated('core_y'),
              ).toFixed(1),
            ],
            ['h_max [m a.s.l.]', '', found('h_max').toFixed(0), ''],
          ],
          '  ',
        ),
      );
    }
  } finally {
    await file.close();
  }
}

/** Scans sample and product into a catalogue of its own and shows what it knows of them. */
async function showCatalogue(): Promise<void> {
  const home = photoelectronHome({ PHOTOELECTRON_HOME: path.join(root, '.cache/demo') });
  const { client, close } = await openInProcess({ home });
  try {
    for (const data of [path.dirname(input), folder]) {
      await client.request('roots.add', { path: data });
    }
    const { id } = await client.request('jobs.submit', { request: { kind: 'scan' } });
    await client.request('jobs.wait', { id });
    const { rows } = await client.request('runs.list', {});
    process.stdout.write('\nIn the catalogue\n\n');
    process.stdout.write(
      textTable(
        [
          { title: 'night' },
          { title: 'run', align: 'right' },
          { title: 'array' },
          { title: 'levels' },
        ],
        rows.map(({ night, obsId, instrument, dataLevels }) => [
          night ?? 'unknown',
          String(obsId),
          instrument,
          dataLevels.join(' '),
        ]),
        '  ',
      ),
    );
    const chain = await client.request('provenance.chain', { path: output });
    process.stdout.write(`\nHow the product came to be\n\n${provenanceTree(chain)}`);
  } finally {
    await close();
  }
}

mkdirSync(folder, { recursive: true });
const report = await processFile(
  { input, output, config: 'default', writeImages: true, overwrite: true },
  {},
);
process.stdout.write(
  `Processed ${path.basename(input)}: ${report.events} array event, ${report.telescopeEvents} camera images in ${report.duration.toFixed(2)} s.\n`,
);
await compareWithTruth();
await showCatalogue();

const event = await eventImage({ input, eventId: 100, telId: 3 });
const picture = path.join(folder, 'event-100-telescope-3.png');
const svg = cameraPictureSvg(eventPicture(event, { scale: 'sqrt' }));
await writeWholeFile(picture, picturePng(svg, 2 * PICTURE_WIDTH), true);
process.stdout.write(
  `\nProduct  ${path.relative(process.cwd(), output)}\nPicture  ${path.relative(process.cwd(), picture)}\n`,
);
