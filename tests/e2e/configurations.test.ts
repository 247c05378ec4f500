import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInProcess } from '../../core/engine/in-process-engine.ts';
import { photoelectronHome } from '../../core/engine/photoelectron-home.ts';
import { sampleFile } from '../simtel-sample.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { accessibilityViolations } from './harness/accessibility.ts';
import { type OpenWorkbench, openWorkbench } from './harness/open-workbench.ts';
import { ConfigurationsPage } from './pages/configurations-page.ts';
import { JobsPage } from './pages/jobs-page.ts';
import { ProvenancePage } from './pages/provenance-page.ts';

describe('configurations, jobs and provenance', () => {
  const folder = temporaryFolder();
  const home = path.join(folder, 'home');
  const data = path.join(folder, 'data');
  let workbench: OpenWorkbench;
  let configurations: ConfigurationsPage;
  let jobs: JobsPage;
  let provenance: ProvenancePage;

  beforeAll(async () => {
    mkdirSync(data);
    const input = path.join(data, 'sample.simtel.zst');
    copyFileSync(sampleFile, input);
    // Two products of the same file: what differs is the configuration.
    const { client, close } = await openInProcess({
      home: photoelectronHome({ PHOTOELECTRON_HOME: home }),
    });
    const root = await client.request('roots.add', { path: data });
    for (const config of ['default', 'ctapipe-defaults']) {
      const output = path.join(data, `${config}.dl2.h5`);
      const request = { kind: 'process-run', input, output, config } as const;
      const { id } = await client.request('jobs.submit', { request });
      await client.request('jobs.wait', { id });
    }
    const { id } = await client.request('jobs.submit', {
      request: { kind: 'scan', rootId: root.id },
    });
    await client.request('jobs.wait', { id });
    await close();
    workbench = await openWorkbench('chromium', { home, roots: [data] });
    configurations = new ConfigurationsPage(workbench.page);
    jobs = new JobsPage(workbench.page);
    provenance = new ProvenancePage(workbench.page);
  });
  afterAll(async () => {
    expect(workbench.watch.complaints).toEqual([]);
    await workbench.close();
  });

  it('changes a value by the form, keeps the comment, and tells the difference', async () => {
    await configurations.open();
    await configurations.choose('default');
    await configurations.search('picture threshold');
    await configurations.setNumber('Picture threshold of LST_*', 7.5);
    await configurations.show('Text');
    await expect
      .poll(() => configurations.text().inputValue())
      .toContain("- { type: 'LST_*', value: 7.5 } # [CP]");
    await configurations.show('Differences');
    const row = configurations.differences().getByRole('row').filter({ hasText: '7.5 p.e.' });
    await row.waitFor();
    expect(await row.textContent()).toContain('cleaning.image_cleaner.picture_threshold_pe[LST_*]');
    expect(await accessibilityViolations(workbench.page)).toEqual([]);
    await configurations.saveAs('softer', 'For faint images');
  });

  it('tells what is wrong with a text, with its place and the closest key', async () => {
    await configurations.show('Text');
    // What was saved comes from the engine anew.
    await expect.poll(() => configurations.text().inputValue()).toContain('\noutput:');
    const text = await configurations.text().inputValue();
    await configurations.text().fill(text.replace('\noutput:', '\noutptu:'));
    const finding = configurations.findings().filter({ hasText: 'did you mean "output"?' });
    await finding.waitFor();
    expect(await finding.textContent()).toMatch(/line \d+, column 1/);
    await configurations.text().fill(text);
    await configurations.findings().waitFor({ state: 'detached' });
  });

  it('shows the form without a barrier, and takes an undo', async () => {
    await configurations.show('Form');
    await configurations.search('picture threshold');
    const { page } = workbench;
    await configurations.setNumber('Picture threshold of LST_*', 6);
    await page.getByText('not saved').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('grid', { name: 'Configurations' }).focus();
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText('not saved').waitFor({ state: 'detached' });
    const field = configurations.number('Picture threshold of LST_*');
    await expect.poll(() => field.inputValue()).toBe('7.5');
  });

  it('lists jobs with their logs and opens what they made', async () => {
    await jobs.open();
    await jobs.choose('Process run');
    await jobs.log().getByText('Completed.').waitFor();
    expect(await accessibilityViolations(workbench.page)).toEqual([]);
    await jobs.filter('Failed');
    await workbench.page.getByText('No job is failed').waitFor();
    await jobs.filter('All');
    await jobs.choose('Process run');
    await jobs.openProduct('Provenance');
    await provenance.node(/^Activity, pe process/).waitFor();
  });

  it('walks the chain by keys, and compares two products', async () => {
    await provenance.open();
    await provenance.choose('default.dl2.h5');
    await provenance.chooseNode(/this file/);
    await provenance.graph().press('ArrowLeft');
    const sheet = provenance.sheet();
    await sheet.getByRole('heading', { name: 'pe process' }).waitFor();
    await sheet.getByText('As the default configuration.').waitFor();
    expect(await accessibilityViolations(workbench.page)).toEqual([]);
    await provenance.compareWith('ctapipe-defaults.dl2.h5');
    await provenance
      .comparison()
      .getByText('cleaning.image_cleaner.picture_threshold_pe')
      .first()
      .waitFor();
    expect(await accessibilityViolations(workbench.page)).toEqual([]);
  });
});
