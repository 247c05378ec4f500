import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFile } from '../data-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { accessibilityViolations } from './harness/accessibility.ts';
import { type OpenWorkbench, openWorkbench } from './harness/open-workbench.ts';
import { EventsPage } from './pages/events-page.ts';
import { NightsPage } from './pages/nights-page.ts';

// Runs 20136, 23523, 23526 and 33787 of H.E.S.S., 110380 of the CTA data challenge, and a simulation of run 7.
const files = [
  ...['020136', '023523', '023526', '033787'].map(
    (run) => `gammapy-data/hess-dl3-dr1/data/hess_dl3_dr1_obs_id_${run}.fits.gz`,
  ),
  'gammapy-data/cta-1dc/gps_baseline_110380.fits',
  'simtools-tests/simtel/gamma_run000007_za40deg_azm180deg_South_lsts_7.0.0_v0.36.simtel.zst',
];

describe('nights and runs', () => {
  const folder = temporaryFolder();
  const data = path.join(folder, 'data');
  let workbench: OpenWorkbench;
  let nights: NightsPage;

  beforeAll(async () => {
    mkdirSync(data);
    for (const file of files) cpSync(dataFile(file), path.join(data, path.basename(file)));
    workbench = await openWorkbench('chromium', {
      home: path.join(folder, 'home'),
      roots: [data],
    });
    nights = new NightsPage(workbench.page);
    await nights.show();
    await nights.hasRuns(6);
  });
  afterAll(async () => {
    await workbench.close();
  });

  it('labels simulated runs, also those of the data challenge', async () => {
    for (const obsId of [7, 110_380]) {
      await nights.row(obsId).getByText('Simulated', { exact: true }).waitFor();
    }
    expect(await nights.row(23_523).getByText('Simulated').count()).toBe(0);
    expect(await accessibilityViolations(workbench.page)).toEqual([]);
  });

  it('filters as it is typed, and takes filters away by their chips', async () => {
    await nights.find('hess crab');
    await nights.hasRuns(2);
    await nights.removeFilter('Text “hess crab”');
    await nights.hasRuns(6);
    await nights.find('no such run');
    await nights.panel.getByRole('button', { name: 'Clear filter' }).click();
    await nights.hasRuns(6);
  });

  it('narrows the list to a night of the calendar', async () => {
    await nights.chooseNight('2004-12-04');
    await nights.hasRuns(2);
    await nights.chooseNight('2004-12-04');
    await nights.hasRuns(6);
  });

  it('shows rate and zenith of a run against time, and why a simulation has none', async () => {
    await nights.choose(23_523);
    await nights.panel.getByText('within good time intervals').waitFor();
    await nights.panel.getByText('Zenith distance of run 23523').waitFor();
    await nights.choose(7);
    await nights.panel.getByText('This run is simulated').waitFor();
  });

  it('flags and notes a run', async () => {
    await nights.choose(23_526);
    await nights.setFlag('clouds');
    await nights.row(23_526).getByText('clouds', { exact: true }).waitFor();
    await nights.addNote('Clouds from 23:00 on.');
    expect(await accessibilityViolations(workbench.page)).toEqual([]);
  });

  it('opens a run in Events by key', async () => {
    await nights.choose(7);
    await nights.press('e');
    await new EventsPage(workbench.page).sees(1000);
    await nights.show();
  });

  it('lists files, and keeps what is gone as missing', async () => {
    rmSync(path.join(data, 'hess_dl3_dr1_obs_id_020136.fits.gz'));
    await nights.showFiles();
    expect(await accessibilityViolations(workbench.page)).toEqual([]);
    await nights.panel.getByRole('button', { name: /^Look through .* again$/ }).click();
    await nights.panel.getByRole('radio', { name: 'Missing' }).press('Space');
    await nights.panel.getByRole('gridcell', { name: 'missing', exact: true }).waitFor();
    await nights.showRuns();
  });

  it('comes back to the same filter and run', async () => {
    await nights.find('hess');
    await nights.hasRuns(4);
    await nights.choose(33_787);
    await workbench.page.reload();
    await nights.hasRuns(4);
    await nights.sheet(33_787).waitFor();
  });

  it('went without a complaint of the page', () => {
    expect(workbench.watch.complaints).toEqual([]);
  });
});
