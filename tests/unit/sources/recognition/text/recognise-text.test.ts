import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { configurationSchema } from '../../../../../core/config/configuration-schema.ts';
import type { FileFacts } from '../../../../../core/sources/recognition/file-facts.ts';
import { recogniseFile } from '../../../../../core/sources/recognition/recognise-file.ts';
import { OUR_SECTIONS } from '../../../../../core/sources/recognition/text/configuration-kind.ts';
import { temporaryFolder } from '../../../../temporary-folder.ts';

const folder = temporaryFolder();
let files = 0;

/** The name says nothing of the content, as recognition must not go by it. */
async function recognise(content: string | Buffer): Promise<FileFacts> {
  const file = path.join(folder, `${++files}.fits`);
  writeFileSync(file, content);
  return recogniseFile(file);
}

describe('configurations', () => {
  it.each([
    ['title: mine\ncleaning:\n  type: TailcutsImageCleaner\n', 'Photoelectron configuration'],
    ['{"image_parameters": {}, "output": {}}', 'Photoelectron configuration'],
    ['ImageProcessor:\n  image_cleaner_type: TailcutsImageCleaner\n', 'ctapipe configuration'],
    ['{"ApplyModels": {"n_jobs": 4}}', 'ctapipe configuration'],
    ['[MergeTool]\noverwrite = true\n', 'ctapipe configuration'],
    ['{"tailcut": {"picture_thresh": 8}, "x": [0, Infinity, NaN]}', 'lstchain configuration'],
    ['{"DataBinning": {}, "DL3Cuts": {"fill": 1}}', 'lstchain configuration'],
    ['mc_tel_ids:\n    LST-1: 1\n    MAGIC-I: 2\n', 'magic-cta-pipe configuration'],
    ['{"NsbCalibrator": {}, "ImageProcessor": {}, "disp_method": "x"}', 'sst1mpipe configuration'],
  ])('%j', async (content, format) => {
    expect(await recognise(content)).toMatchObject({ kind: 'configuration', format });
  });

  it('knows all sections of our own', () => {
    expect([...OUR_SECTIONS].sort()).toEqual(Object.keys(configurationSchema.shape).sort());
  });

  it.each([
    [
      '# mirror_list\nmirror_list = mirrors.dat\nfocal_length = 2800\ntrigger_pixels = 3\narray_trigger = none\n',
      'sim_telarray configuration',
    ],
    ['#ifdef TELESCOPE\n camera_config_file = x.dat\n#endif\n', 'sim_telarray configuration'],
    [
      '* a comment\nRUNNR 5\nNSHOW 100\nPRMPAR 14\nERANGE 10 1000\nSEED 1 0 0\nEXIT\n',
      'CORSIKA input card',
    ],
  ])('%j', async (content, format) => {
    expect(await recognise(content)).toMatchObject({ kind: 'configuration', format });
  });

  it('tells what an input card of CORSIKA asks for', async () => {
    const card = 'RUNNR 5\nNSHOW 100\nPRMPAR 14\nERANGE 10 1000\nEXIT\n';
    expect((await recognise(card)).description).toBe(
      'Input of CORSIKA: run 5, showers: 100, primary proton, energies [GeV]: 10 1000.',
    );
  });
});

describe('tables', () => {
  const ecsv = (names: readonly string[], type = 'float64') =>
    `# %ECSV 1.0\n# ---\n# datatype:\n${names.map((name) => `# - {name: ${name}, datatype: ${type}}`).join('\n')}\n# schema: astropy-2.0\n${names.join(' ')}\n${names.map(() => '1').join(' ')}\n`;

  it.each([
    [ecsv(['name', 'x', 'y', 'z']), 'instrument', 'Positions of 1 array elements.'],
    [
      ecsv(['mirror_area', 'equivalent_focal_length']),
      'instrument',
      'Optics of 1 telescope types.',
    ],
    [ecsv(['altitude', 'density']), 'atmosphere', 'Atmosphere profile of 1 heights.'],
    [ecsv(['a', 'b']), 'table', 'Table of 1 rows: columns a, b.'],
    [
      'pixel_id,correction_factor\n0,1.5\n1,1.25\n',
      'calibration',
      'Correction factors of 2 pixels.',
    ],
    [
      'energy,aeff_m2\n1,2\n2,3\n',
      'irf',
      'Table of instrument responses (effective area): 2 rows.',
    ],
    ['1 2 3\n4 5 6\n7 8 9\n', 'table', 'Table of 3 rows: 3 columns of numbers.'],
    ['name;value\na;1\nb;2\n', 'table', 'Table of 2 rows: columns name, value.'],
  ])('%j', async (content, kind, description) => {
    expect(await recognise(content)).toMatchObject({ kind, description });
  });

  it('knows an atmosphere of CORSIKA', async () => {
    const rows = [0, 1, 2, 3, 4, 5].map(
      (km) => `${km} ${1.2e-3 * Math.exp(-km / 8)} ${1000 - 100 * km} 2.7e-4`,
    );
    const facts = await recognise(
      `# Atmospheric Model 6\n#Alt [km] rho [g/cm^3] thick [g/cm^2] n-1\n${rows.join('\n')}\n`,
    );
    expect(facts).toMatchObject({
      kind: 'atmosphere',
      description: 'Atmosphere profile of 6 heights.',
    });
  });

  it('knows the reference pulse of sim_telarray', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${(i * 0.25).toFixed(2)} ${Math.exp(-((i - 30) ** 2) / 50).toFixed(6)}`,
    );
    expect(await recognise(rows.join('\n'))).toMatchObject({ kind: 'instrument' });
  });
});

describe('documents', () => {
  it.each([
    ['# Title\n\nSome text.\n', 'Markdown', 'A text in Markdown: “Title”.'],
    [
      'Plain words: nothing else.\nAnd more.\n',
      'plain text',
      'A text: “Plain words: nothing else.”.',
    ],
    ['\uFEFFWith a mark\n', 'plain text', 'A text: “With a mark”.'],
    ['<?xml version="1.0"?><a/>', 'XML', 'An XML document.'],
    ['<!DOCTYPE html><html></html>', 'HTML', 'A page in HTML.'],
    ['#!/usr/bin/env python\nprint(1)\n', 'script', 'A script.'],
    ['2026-11-20 05:36:47,123 INFO start\n', 'log', 'Log of a program.'],
    ['{"cells": [], "nbformat": 4}', 'Jupyter notebook', 'A notebook of Jupyter.'],
    ['{"prefix": {}, "entity": {}}', 'PROV-JSON', 'Record of provenance in PROV-JSON.'],
    [
      '[{"activity_name": "a", "activity_uuid": "b"}]',
      'ctapipe provenance log',
      'Provenance of one activity of ctapipe.',
    ],
    [
      '[\n   {\n      "activity_uuid": "b"\n   }\n][\n   {\n      "activity_uuid": "c"\n   }\n]',
      'ctapipe provenance log',
      'Provenance of 2 activities of ctapipe.',
    ],
    ['[{"path": "a", "sha256": "0"}, {"path": "b", "sha256": "1"}]', 'JSON', 'List of 2 files.'],
    ['{"one": 1, "two": {"three": 3}}', 'JSON', 'JSON document with one, two.'],
    ['   \n', 'plain text', 'A text without any content.'],
  ])('%j', async (content, format, description) => {
    expect(await recognise(content)).toMatchObject({ kind: 'document', format, description });
  });

  it.each([
    [
      'Latin-1',
      Buffer.from('Gr\xfc\xdfe aus M\xfcnchen, mit mehr als genug Text dahinter.', 'latin1'),
      'A text: “Grüße aus München, mit mehr als genug Text dahinter.”.',
    ],
    ['UTF-16', Buffer.from('\uFEFFWörter', 'utf16le'), 'A text: “Wörter”.'],
    [
      'UTF-16, the other way round',
      Buffer.from('\uFEFFWörter', 'utf16le').swap16(),
      'A text: “Wörter”.',
    ],
    ['gzip', gzipSync('Words'), 'A text: “Words”.'],
    ['Zstandard', zstdCompressSync('Words'), 'A text: “Words”.'],
  ])('reads %s', async (_, content, description) => {
    expect(await recognise(content)).toMatchObject({ kind: 'document', description });
  });

  it('looks at long texts by their beginning, cut within a character', async () => {
    const facts = await recognise(`a\n${'ä'.repeat(1_000_000)}`);
    expect(facts).toMatchObject({
      kind: 'document',
      format: 'plain text',
      description: 'A text: “a”.',
    });
    const table = await recognise('1 2\n'.repeat(400_000));
    expect(table.description).toBe('Table of at least 131072 rows: 2 columns of numbers.');
  });
});

describe('what is no text', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'The file is empty.'],
    ['zeros', Buffer.alloc(100), 'Its content is of no kind that is known here.'],
    [
      'a control character',
      Buffer.from('almost text\x01'),
      'Its content is of no kind that is known here.',
    ],
    [
      'control characters of Latin-1',
      Buffer.from([0x61, 0x85, 0x86]),
      'Its content is of no kind that is known here.',
    ],
    [
      'many high bytes',
      Buffer.from('aaa\xe4\xf6\xfc', 'latin1'),
      'Its content is of no kind that is known here.',
    ],
  ])('%s', async (_, content, reason) => {
    expect(await recognise(content)).toMatchObject({ kind: 'unrecognised', reason });
  });

  it.each([
    ['root\0\0\xf2', 'unrecognised', 'ROOT', /cannot be read yet/],
    ['SQLite format 3\0\x10', 'unrecognised', 'SQLite', /database/],
    ['\x89PNG\r\n\x1a\n\0', 'unrecognised', 'PNG', /picture/],
    ['\xff\xd8\xff\xe0', 'unrecognised', 'JPEG', /picture/],
    ['%PDF-1.7\n', 'document', 'PDF', /PDF/],
    ['PK\x03\x04\x14', 'unrecognised', 'ZIP', /archive/],
    ['BZh91AY', 'unrecognised', 'bzip2', /gzip or Zstandard/],
    ['\xfd7zXZ\0', 'unrecognised', 'xz', /gzip or Zstandard/],
    ['\x93NUMPY\x01\0', 'table', 'NumPy', /NumPy/],
    ['\x80\x04\x95\x10', 'model', 'Python pickle', /run code/],
    ['\x80\x03csklearn', 'model', 'Python pickle', /run code/],
    ['\x78\x9c\xab', 'model', 'Python pickle', /run code/],
    ['\x7fELF\x02', 'unrecognised', 'program', /program/],
  ])('%j', async (start, kind, format, reason) => {
    const facts = await recognise(Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(300)]));
    expect([facts.kind, facts.format]).toEqual([kind, format]);
    expect(facts.reason).toMatch(reason);
  });

  it.each([
    ['gzip', gzipSync('Words that are damaged').fill(0xff, 10)],
    ['Zstandard', zstdCompressSync('Words that are cut').subarray(0, 6)],
  ])('says that a damaged file is compressed by %s', async (format, content) => {
    expect(await recognise(content)).toMatchObject({
      kind: 'unrecognised',
      format,
      reason: `Compressed by ${format}, but nothing can be decompressed: it is damaged or empty.`,
    });
  });

  it('knows an archive of tar by its mark within', async () => {
    const content = Buffer.alloc(1024);
    content.write('file.txt', 0);
    content.write('ustar', 257);
    expect(await recognise(content)).toMatchObject({ kind: 'unrecognised', format: 'tar' });
  });
});

describe('texts that are made to keep a parser busy', () => {
  const long = (unit: string) => unit.repeat(Math.ceil(60_000 / unit.length));

  it.each(
    [
      '[',
      '{',
      '**a',
      '- ',
      '? ',
      'a: ',
      '\n',
      ' ',
      '| x ',
      '[a.',
      '&a ',
      '1,',
      '# x\n',
      'a:\n ',
      '\r',
      '"',
      '`',
    ].flatMap((unit) => [long(unit), `a: ${long(unit)}`, `# x\n${long(unit)}`]),
  )('is through with %#', async (content) => {
    const { kind } = await recognise(content);
    expect(['document', 'table']).toContain(kind);
  });
});
