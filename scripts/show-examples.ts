// npm run examples: serves the built page of camera examples on the loopback address.
import { preview } from 'vite';

const server = await preview({
  configFile: 'renderer/vite.config.ts',
  preview: { host: '127.0.0.1' },
  logLevel: 'warn',
});
const [address] = server.resolvedUrls?.local ?? [];
process.stdout.write(`Camera examples: ${address}camera-examples.html (Ctrl-C ends)\n`);
