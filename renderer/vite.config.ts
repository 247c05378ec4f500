import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** The page as files that the strict content policy lets in: nothing inline, addresses relative. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: '../build/renderer-data',
  plugins: [vue()],
  build: {
    outDir: '../build/renderer',
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: 'renderer/index.html',
        'camera-examples': 'renderer/camera-examples.html',
        'control-examples': 'renderer/control-examples.html',
        'drawing-examples': 'renderer/drawing-examples.html',
      },
    },
  },
});
