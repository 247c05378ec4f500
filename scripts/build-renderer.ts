// npm run build:renderer: the page as static files in build/renderer, with the images of its examples.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { EXAMPLES_FILE } from '../renderer/camera-examples/camera-example.ts';
import { cameraExamples } from './camera-examples-data.ts';
import { writeGuide } from './guide-pages.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const data = path.join(root, 'build/renderer-data');

process.chdir(root);
mkdirSync(data, { recursive: true });
writeFileSync(path.join(data, EXAMPLES_FILE), JSON.stringify(await cameraExamples()));
writeGuide(root, data);
await build({ configFile: 'renderer/vite.config.ts', logLevel: 'warn' });
