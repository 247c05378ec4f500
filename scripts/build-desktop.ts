// npm run build:desktop: what the desktop window needs beside its page: the preload as one file of
// CommonJS (a sandboxed page takes no other), and the program's icon in the sizes that systems ask for.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { picturePng } from '../core/pictures/picture-png.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const icons = path.join(root, 'build/icons');

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: 'build/electron',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    lib: { entry: 'electron/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
mkdirSync(icons, { recursive: true });
const svg = readFileSync(path.join(root, 'renderer/frame/icon.svg'), 'utf8');
writeFileSync(path.join(icons, 'icon.png'), picturePng(svg, 512));
