import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GUIDE_FILE, type GuidePage, plainText } from '../renderer/guide/guide-page.ts';
import { guideNodes } from './guide-nodes.ts';

/** Pages in the order of their list; others follow in alphabetical order. */
const order = [
  'workbench.md',
  'window.md',
  'nights.md',
  'events.md',
  'cleaning.md',
  'configurations.md',
  'provenance.md',
  'jobs.md',
  'camera-display.md',
  'tables-and-plots.md',
];

/** Pages that are not in the folder of the guide. */
const furtherPages = [{ file: 'THIRD-PARTY.md', title: 'Licences' }];

/** Pages of the guide, from `resources/guide` and the list of licences. */
export function guidePages(root: string): GuidePage[] {
  const folder = path.join(root, 'resources/guide');
  const place = (file: string) => (order.includes(file) ? order.indexOf(file) : order.length);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return [
    ...files.map((file) => guidePage(path.join(folder, file))),
    ...furtherPages.map(({ file, title }) => ({ ...guidePage(path.join(root, file)), title })),
  ];
}

function guidePage(file: string): GuidePage {
  const nodes = guideNodes(readFileSync(file, 'utf8'));
  const heading = nodes.find((node) => typeof node !== 'string' && node.tag === 'h1');
  const name = path.basename(file);
  const title = heading === undefined ? '' : plainText([heading]);
  return { file: name, title: title === '' ? name : title, nodes };
}

/** Writes the guide for the page of the workbench: one file of pages, and the pictures beside it. */
export function writeGuide(root: string, target: string): void {
  writeFileSync(path.join(target, GUIDE_FILE), JSON.stringify(guidePages(root)));
  const folder = path.join(root, 'resources/guide');
  for (const file of readdirSync(folder)) {
    if (/\.(png|svg|jpg)$/.test(file)) cpSync(path.join(folder, file), path.join(target, file));
  }
}
