import { expect, it } from 'vitest';
import { astropyColumns } from '../../../../core/formats/hdf5/astropy-columns.ts';
import { openHdf5 } from '../../../../core/formats/hdf5/open-hdf5.ts';
import { openRows } from '../../../../core/formats/hdf5/open-rows.ts';
import { describeFrame, readFrame } from '../../../../core/formats/hdf5/pandas-frame.ts';
import { dataFile, fixtureFolder } from '../../../data-folder.ts';
import { expectHdf5Contents } from '../../../expect-hdf5-contents.ts';
import { readPeerResult } from '../../../peers/exchange.ts';

it('reads plain arrays, sequences and pandas frames as h5py and PyTables did', async () => {
  await expectHdf5Contents(readPeerResult(fixtureFolder('hdf5-contents')));
});

it('lists everything in a file of superblock version 3, group by group', async () => {
  const file = await openHdf5(dataFile('dl_data_dumper/gamma_test_superblock3.hdf5'));
  try {
    const tree = await file.tree();
    // 51 datasets, as the README of the data says; 4 cameras in one of 5 groups.
    expect(tree.filter(({ kind }) => kind === 'dataset')).toHaveLength(51);
    expect(tree.filter(({ kind }) => kind === 'group')).toHaveLength(9);
    expect(tree).toContainEqual({ path: '/Cameras/GCT/images', kind: 'dataset' });
    expect(await file.describeArray('/Cameras/GCT/images')).toMatchObject({
      dtype: 'float32',
      shape: [6, 2048],
      kind: 'plain',
    });
    expect(await file.attributes('/', ['particleType', 'no such attribute'])).toEqual({
      particleType: 0n,
    });
  } finally {
    await file.close();
  }
});

it('describes pandas frames of both layouts', async () => {
  const fixed = await openHdf5(dataFile('aict-tools/fact-dl2/cta_coord_test.hdf'));
  const table = await openHdf5(dataFile('aict-tools/cta-preprocessing/cta_tables_file.hdf5'));
  try {
    expect(await describeFrame(fixed, '/telescope_events')).toMatchObject({
      layout: 'fixed',
      nRows: 500,
      columns: [
        'alt',
        'az',
        'x',
        'y',
        'alt_pointing',
        'az_pointing',
        'focal_length',
        'zd',
        'zd_pointing',
      ].map((name) => ({ name, dtype: 'float64' })),
      unreadable: [],
    });
    expect(await describeFrame(fixed, '/')).toBeUndefined();
    expect(await describeFrame(table, '/array_events')).toMatchObject({
      layout: 'table',
      nRows: 532,
    });
    const { columns } = (await describeFrame(table, '/array_events')) ?? { columns: [] };
    // Blocks of 1, 19 and 7 columns.
    expect(columns).toHaveLength(27);
    await expect(readFrame(fixed, '/telescope_events', { columns: ['no'] })).rejects.toMatchObject({
      code: 'argument-invalid',
      message: expect.stringContaining('has no column "no" that can be read.') as string,
    });
    await expect(
      readFrame(fixed, '/telescope_events', { start: 499, count: 2 }),
    ).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  } finally {
    await fixed.close();
    await table.close();
  }
});

it('takes a group with one dataset per column for rows', async () => {
  const file = await openHdf5(dataFile('aict-tools/fact-dl2/h5pydata_bigendian.hdf5'));
  try {
    const rows = await openRows(file, '/events');
    expect(rows).toMatchObject({ layout: 'columns', nRows: 1000 });
    expect(rows?.columns).toHaveLength(237);
    await expect(rows?.read({ start: 999, count: 2, columns: ['Size'] })).rejects.toMatchObject({
      code: 'argument-invalid',
    });
    expect(await openRows(file, '/events/Size')).toBeUndefined();
    expect(await openRows(file, '/nothing')).toBeUndefined();
  } finally {
    await file.close();
  }
});

it('says in one sentence what is no array', async () => {
  const file = await openHdf5(dataFile('cta-lstchain/magic/M1_magic_data.h5'));
  try {
    await expect(file.describeArray('/MAGIC')).rejects.toMatchObject({
      code: 'format-unsupported',
      message: expect.stringContaining('/MAGIC of') as string,
    });
    await expect(file.readArray('/nothing', { count: 1 })).rejects.toMatchObject({
      code: 'format-damaged',
    });
  } finally {
    await file.close();
  }
});

it.each([
  [
    'dl1-data-handler/LST_AdvCamSiPM_prod2_camera_geometry.h5',
    '/camera',
    { pix_x: 'm', pix_y: 'm', pix_area: 'm2' },
    { CAM_ID: 'AdvCamSiPM', CAM_ROT: 0, PIX_TYPE: 'hexagon', TAB_VER: '2.0' },
  ],
  [
    'aict-tools/ctapipe-dl1/cta_gammas_diffuse.dl1.h5',
    '/configuration/instrument/subarray/layout',
    { pos_x: 'm', pos_y: 'm', pos_z: 'm' },
    { TAB_TYPE: 'subarray' },
  ],
])('reads what astropy noted of the columns of %s', async (name, table, units, meta) => {
  const file = await openHdf5(dataFile(name));
  try {
    const columns = await astropyColumns(file, table);
    expect(Object.fromEntries(columns?.units ?? [])).toEqual(units);
    expect(columns?.meta).toMatchObject(meta);
    expect(await astropyColumns(file, '/nothing')).toBeUndefined();
  } finally {
    await file.close();
  }
});
