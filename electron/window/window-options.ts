import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

/** Smallest window in which every panel can be worked with [px]. */
const MIN_WIDTH = 900;
const MIN_HEIGHT = 600;

/** Colours of `--surface` in the page's theme: what is seen before the page is. */
const surfaces = { dark: '#141a22', light: '#ffffff' } as const;

/** What the window is made with. */
export interface WindowChoice {
  /** Bundled preload script. */
  readonly preload: string;
  readonly icon: string;
  readonly bounds: Partial<Rectangle>;
  readonly isDark: boolean;
  readonly devTools: boolean;
}

/**
 * Options of the window. The page gets nothing of Node and of Electron: it is sandboxed, its world is
 * apart from the preload's, and nothing can be embedded in it. What is secure by default and must stay
 * so (`webSecurity` and the like) is not named, and a rule of the linter forbids to name it.
 */
export function windowOptions(choice: WindowChoice): BrowserWindowConstructorOptions {
  const { preload, icon, bounds, isDark, devTools } = choice;
  return {
    ...bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    // Shown once there is something to see.
    show: false,
    title: 'Photoelectron',
    icon,
    backgroundColor: surfaces[isDark ? 'dark' : 'light'],
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools,
      // The page's code is kept compiled from its first start on.
      v8CacheOptions: 'bypassHeatCheck',
    },
  };
}
