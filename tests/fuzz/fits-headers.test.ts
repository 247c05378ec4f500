import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { PhotoelectronError } from '../../core/foundation/errors.ts';
import { readFitsColumns } from '../../core/formats/fits/read-fits-columns.ts';
import { walkFits } from '../../core/formats/fits/walk-fits.ts';
import { recogniseFile } from '../../core/sources/recognition/recognise-file.ts';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const file = path.join(temporaryFolder(), 'damaged.fits');

/** Small files with many units, with index tables, with columns of all types and with compressed tables. */
const samples = [
  readFileSync(dataFile('gadf-spec-examples/aeff_2d_full_example.fits')),
  readFileSync(dataFile('joint-crab/fact/20131103_110_dl3.fits')),
  gunzipSync(readFileSync(dataFile('gammapy-data/cta-1dc/index/gps/obs-index.fits.gz'))),
  gunzipSync(readFileSync(dataFile('gammapy-data/magic-rad-max/data/hdu-index.fits.gz'))),
  readFileSync(dataFile('ctapipe-extra/instrument/hess_arraylayout.fits')),
  readFileSync(dataFile('fact-tools/zfits/20160817_016.fits.fz')).subarray(0, 120_000),
  readFileSync(dataFile('simtools-tests/dl2-fits/prod6_LaPalma-20deg_gamma_cone_reduced.fits')),
];

/** Seeded numbers, the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** Places where cards begin, so that most of the damage is done to headers. */
function cardPlaces(bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = 0; at + 80 <= bytes.length; at += 80) {
    if (/^[A-Z][A-Z0-9_-]* *= /.test(bytes.toString('latin1', at, at + 10))) places.push(at);
  }
  return places;
}

const VALUES = [
  '-1',
  '0',
  '1',
  '999',
  '2147483648',
  '9007199254740991',
  '9007199254740993',
  '99999999999999999999999999',
  '1E308',
  'NaN',
  'T',
  "''",
  "'1PE(999999999)'",
  "'999999999D'",
  "'0A'",
  "'P'",
  "'(1,2,3)'",
  "'BINTABLE'",
  "'TABLE'",
  '',
];

function damage(
  bytes: Buffer,
  places: readonly number[],
  random: (below: number) => number,
): Buffer {
  const damaged = Buffer.from(bytes);
  const times = 1 + random(3);
  for (let i = 0; i < times; ++i) {
    const place = places[random(places.length)];
    switch (random(5)) {
      case 0:
        damaged.write(VALUES[random(VALUES.length)].padStart(20).padEnd(70), place + 10, 'latin1');
        break;
      case 1:
        damaged[place + random(80)] = random(256);
        break;
      case 2:
        damaged.write('END'.padEnd(80), place, 'latin1');
        break;
      case 3: {
        // One card in the place of another.
        const other = places[random(places.length)];
        bytes.copy(damaged, place, other, other + 80);
        break;
      }
      default:
        damaged[random(damaged.length)] = random(256);
    }
  }
  return random(4) === 0 ? damaged.subarray(0, random(damaged.length)) : damaged;
}

async function readEverything(compression: 'none' | 'gzip'): Promise<void> {
  await walkFits(file, { compression, maxBytes: 16 << 20 }, async (hdu, readData) => {
    if (hdu.kind !== 'bintable') return;
    const fields = Math.min(hdu.header.integer('TFIELDS') ?? 0, 100);
    const names = Array.from(
      { length: Math.max(0, fields) },
      (_, i) => hdu.header.text(`TTYPE${i + 1}`) ?? '',
    );
    await readFitsColumns(hdu, file, readData, names, { nRows: 1000 });
  });
}

it('ends in an error of ours, or reads what is there, whatever is done to a file', async () => {
  const codes = new Set<string>();
  for (const [s, bytes] of samples.entries()) {
    const places = cardPlaces(bytes);
    const random = randomNumbers(1000 + s);
    for (let i = 0; i < 300; ++i) {
      const damaged = damage(bytes, places, random);
      const isCompressed = random(8) === 0;
      writeFileSync(file, isCompressed ? gzipSync(damaged, { level: 1 }) : damaged);
      try {
        await readEverything(isCompressed ? 'gzip' : 'none');
      } catch (error) {
        expect(error).toBeInstanceOf(PhotoelectronError);
        codes.add((error as PhotoelectronError).code);
      }
      const facts = await recogniseFile(file);
      expect(facts.kind === 'unrecognised' ? (facts.reason ?? '') : facts.format).not.toBe('');
    }
  }
  expect([...codes].sort()).toEqual(['format-damaged', 'format-unsupported']);
});

it('says of a file that is cut anywhere that it ends early', async () => {
  const bytes = readFileSync(dataFile('joint-crab/fact/20131103_110_dl3.fits'));
  // The last unit holds 16 bytes in its last block.
  const end = bytes.length - 2880 + 16;
  for (let length = 2880; length < end; length += 487) {
    writeFileSync(file, bytes.subarray(0, length));
    const facts = await recogniseFile(file);
    // Between two units nothing is missing.
    const { hdus } = await walkFits(file);
    const last = hdus[hdus.length - 1];
    const isWhole =
      length <= last.dataOffset + Math.ceil(last.dataBytes / 2880) * 2880 &&
      length >= last.dataOffset + last.dataBytes;
    expect([length, facts.isComplete]).toEqual([length, isWhole]);
  }
});
