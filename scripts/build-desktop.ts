// npm run build:desktop: what the desktop window needs beside its page: the preload as one file of
// CommonJS (a sandboxed page takes no other), and the program's icon in the sizes that systems ask for.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { picturePng } from '../core/pictures/picture-png.ts';
import { icnsFile } from './icns-file.ts';
import { icoFile } from './ico-file.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const icons = path.join(root, 'build/icons');
const iconSizes = [16, 32, 48, 64, 128, 256, 512, 1024];

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
const svg = readFileSync(path.join(root, 'renderer/frame/icon.svg'), 'utf8');
mkdirSync(path.join(icons, 'png'), { recursive: true });
const pictures = new Map(iconSizes.map((size) => [size, picturePng(svg, size)]));
for (const [size, png] of pictures) {
  writeFileSync(path.join(icons, `png/${size}x${size}.png`), png);
}
writeFileSync(path.join(icons, 'icon.ico'), icoFile(pictures));
writeFileSync(path.join(icons, 'icon.icns'), icnsFile(pictures));
// The last, because it tells that all are there.
writeFileSync(path.join(icons, 'icon.png'), picturePng(svg, 512));
