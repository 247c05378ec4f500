import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright-core';
import { electronIn, findElectron } from '../../../scripts/find-electron.ts';
import { type PageWatch, watchPage } from '../harness/watch-page.ts';
import { virtualDisplay } from './virtual-display.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const execute = promisify(execFile);

/** How long a start may take until Playwright is attached [ms]. */
const START_MS = 60_000;

/** What the window is opened with. */
export interface ElectronOptions {
  /** Folder of catalogue, session and configurations; the window's own files are in it as well. */
  readonly home: string;
  /** Folders that are in the catalogue from the start. */
  readonly roots?: readonly string[];
  /** Folders and files that the user chose before for writing. */
  readonly outputs?: readonly string[];
  /** Files and folders named on the command line. */
  readonly files?: readonly string[];
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'dark' | 'light';
  /** Whether the page is loaded a second time, so that everything it complains about is heard. Default true. */
  readonly reloads?: boolean;
  /** Whether the page gets the size that is asked for; else that of the last time. Default true. */
  readonly resizes?: boolean;
  /** Program to start instead of Electron with the sources, such as a packaged one. */
  readonly program?: string;
}

/** The window of the program, in Electron. */
export interface ElectronWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly watch: PageWatch;
  /** Environment of the program, with its display. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the program wrote on standard error. */
  readonly errorOutput: () => string;
  /** Answers the system's dialog for a folder, which something in the page leads to. */
  readonly chooseFolder: (folder: string, press: () => Promise<void>) => Promise<void>;
  /** Number of the engine's process. @throws Error when there is none */
  readonly enginePid: () => Promise<number>;
  /** Ends the engine at once, as a crash does. */
  readonly killEngine: () => Promise<void>;
  /** Closes the window as a user does, and waits for the end of the program. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the program in Electron under a display of its own and waits for its page.
 */
export async function launchElectron(options: ElectronOptions): Promise<ElectronWindow> {
  const { home, roots = [], outputs = [], files = [], width = 1280, height = 800 } = options;
  const { program } = options;
  const environment = { ...plainEnvironment(), PHOTOELECTRON_HOME: home };
  for (const folder of roots) {
    const pe = [path.join(root, 'core/cli/main.ts'), 'scan', folder, '--quiet'];
    await execute(process.execPath, pe, { env: environment });
  }
  if (program === undefined) electronProgram();
  // The window has room for its frame and menu around the page.
  const display = await virtualDisplay({ width: width + 200, height: height + 200 });
  rememberWindow(home, { ...options, outputs });
  const app = await start(
    {
      // Playwright looks for Electron as `findElectron` does, and has it wait until it is attached.
      ...(program === undefined ? {} : { executablePath: program }),
      args: [...(program === undefined ? [root] : []), ...files],
      // Chromium refuses to run in its sandbox as root.
      chromiumSandbox: process.getuid?.() !== 0,
      env: { ...environment, ...display.environment },
      timeout: START_MS,
    },
    program === undefined ? 1 : 3,
  ).catch(async (error: unknown) => {
    await display.close();
    throw error;
  });
  let written = '';
  app.process().stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const end = async () => {
    await app.close();
    await display.close();
  };
  const { page, watch } = await openPage(app, options).catch(async (error: unknown) => {
    app.process().kill('SIGKILL');
    await display.close();
    throw new Error(`The window did not open; the program wrote: ${written}`, { cause: error });
  });
  const enginePid = async () => {
    const pid = await app.evaluate(
      ({ app: main }) =>
        main.getAppMetrics().find(({ name }) => name === 'Photoelectron engine')?.pid,
    );
    if (pid === undefined) throw new Error('The engine does not run.');
    return pid;
  };
  return {
    app,
    page,
    watch,
    environment: { ...environment, ...display.environment },
    errorOutput: () => written,
    chooseFolder: async (folder, press) => {
      const asked = await answerNextDialog(app, folder);
      await press();
      await asked();
    },
    enginePid,
    killEngine: async () => {
      process.kill(await enginePid(), 'SIGKILL');
    },
    close: end,
  };
}

/**
 * Starts a program. One that is packaged does not wait for Playwright, which misses what happens while it
 * is being attached and then waits without end: it is started again.
 */
async function start(
  options: Parameters<typeof _electron.launch>[0],
  attempts: number,
): Promise<ElectronApplication> {
  try {
    return await _electron.launch(options);
  } catch (error) {
    if (attempts <= 1 || !(error instanceof errors.TimeoutError)) throw error;
    return start(options, attempts - 1);
  }
}

/** Waits for the page of the window, and listens to what it complains about. */
async function openPage(
  app: ElectronApplication,
  options: ElectronOptions,
): Promise<{ readonly page: Page; readonly watch: PageWatch }> {
  const { width = 1280, height = 800, reloads = true, resizes = true } = options;
  const page = await app.firstWindow();
  page.setDefaultTimeout(20_000);
  // What is still under way would be reported as not loaded.
  if (reloads) await page.waitForLoadState('networkidle');
  const watch = await watchPage(page);
  if (resizes) {
    await app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
      },
      { width, height },
    );
  }
  if (reloads) await page.reload();
  return { page, watch };
}

/** Starts the program a second time with the same home, and waits for its end. */
export async function startSecond(
  { environment }: ElectronWindow,
  { files = [] }: Pick<ElectronOptions, 'files'>,
): Promise<void> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  await execute(electronProgram(), [...sandbox, root, ...files], { env: environment });
}

/**
 * Answers the next dialog for files or folders, which nobody could answer from outside; all that comes
 * after the dialog is done as always.
 *
 * @returns waits until it was asked for
 */
async function answerNextDialog(
  app: ElectronApplication,
  chosen: string,
): Promise<() => Promise<void>> {
  const isAsked = await app.evaluateHandle(({ dialog }, filePath) => {
    const own = dialog.showOpenDialog.bind(dialog);
    let tell: () => void;
    const asked = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const answer = () => {
      Object.assign(dialog, { showOpenDialog: own });
      tell();
      return Promise.resolve({ canceled: false, filePaths: [filePath] });
    };
    Object.assign(dialog, { showOpenDialog: answer });
    return { asked };
  }, chosen);
  return async () => {
    await isAsked.evaluate(({ asked }) => asked);
    await isAsked.dispose();
  };
}

/** @throws Error when there is none */
function electronProgram(): string {
  const folder = findElectron(process.env);
  if (folder !== undefined) return electronIn(folder);
  throw new Error(
    'No Electron was found; name the folder that "node scripts/electron-for-tests.ts" prints in ELECTRON_OVERRIDE_DIST_PATH.',
  );
}

/** The environment without what would send the program elsewhere. */
function plainEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    const isFree = name !== 'ELECTRON_RUN_AS_NODE' && name !== 'NODE_OPTIONS';
    if (isFree && value !== undefined) environment[name] = value;
  }
  return environment;
}

/** What the window remembers of the last time, and more as if the user had chosen it then. */
function rememberWindow(
  home: string,
  { theme = 'dark', outputs = [] }: Pick<ElectronOptions, 'theme' | 'outputs'>,
): void {
  const folder = path.join(home, 'window');
  const file = path.join(folder, 'window.json');
  mkdirSync(folder, { recursive: true });
  const former = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>)
    : {};
  const known = (former['writable'] ?? []) as readonly string[];
  const writable = [...new Set([...outputs, ...known])];
  writeFileSync(file, JSON.stringify({ ...former, theme, writable }));
}
