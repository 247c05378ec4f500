import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.ts';

/** Starts the browser of this machine, with a profile of its own that is removed afterwards. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser(process.env);
  if (executablePath === undefined) {
    throw new Error('No Chromium was found; install it or name it in CHROMIUM.');
  }
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    headless: true,
    // Chromium refuses to run in its sandbox as root.
    chromiumSandbox: !isRoot,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
