import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import { RestartPolicy } from '../engine/restart-policy.ts';
import { channels } from '../ipc/channels.ts';
import { PAGE_URL } from '../page/page-address.ts';
import { programFiles } from '../program-files.ts';
import type { ShellStateFile } from '../shell-state.ts';
import { fittingBounds } from './fitting-bounds.ts';
import { KeptMessages } from './kept-messages.ts';
import { windowOptions } from './window-options.ts';

/** Pause after a change of the window's bounds before they are kept [ms]. */
const REST_MS = 300;

/** The window with its page. */
export interface WorkbenchWindow {
  readonly window: BrowserWindow;
  /** What the page is told, once it listens. */
  readonly messages: KeptMessages;
}

/** Opens the window where it was last, and loads its page. */
export function openWorkbenchWindow(
  stateFile: ShellStateFile,
  options: { readonly devTools: boolean },
): WorkbenchWindow {
  const { bounds, isMaximized, isFullScreen } = stateFile.state.window;
  const displays = [
    screen.getPrimaryDisplay(),
    ...screen.getAllDisplays().filter(({ id }) => id !== screen.getPrimaryDisplay().id),
  ];
  const window = new BrowserWindow(
    windowOptions({
      preload: programFiles.preload,
      icon: programFiles.icon,
      bounds: fittingBounds(
        bounds,
        displays.map(({ workArea }) => workArea),
      ),
      isDark: nativeTheme.shouldUseDarkColors,
      devTools: options.devTools,
    }),
  );
  const messages = new KeptMessages((channel, value) => {
    if (!window.isDestroyed()) window.webContents.send(channel, value);
  });
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    if (isFullScreen) window.setFullScreen(true);
    window.show();
  });
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) messages.gone();
  });
  keepBounds(window, stateFile);
  loadAgainAfterCrash(window, messages);
  void window.loadURL(PAGE_URL);
  return { window, messages };
}

function keepBounds(window: BrowserWindow, stateFile: ShellStateFile): void {
  let rest: NodeJS.Timeout | undefined;
  const keep = () => {
    clearTimeout(rest);
    stateFile.update({
      window: {
        bounds: window.getNormalBounds(),
        isMaximized: window.isMaximized(),
        isFullScreen: window.isFullScreen(),
      },
    });
  };
  const keepSoon = () => {
    clearTimeout(rest);
    rest = setTimeout(keep, REST_MS);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('close', keep);
  window.on('closed', () => {
    clearTimeout(rest);
  });
}

/** A page that ended unexpectedly is loaded again, and says so; one that does it often asks first. */
function loadAgainAfterCrash(window: BrowserWindow, messages: KeptMessages): void {
  const policy = new RestartPolicy();
  const load = () => {
    if (window.isDestroyed()) return;
    messages.tell(
      channels.notice,
      'The page of this window ended unexpectedly and was loaded again; what the engine does went on.',
    );
    window.webContents.reload();
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    messages.gone();
    const pause = policy.ended(performance.now());
    if (pause !== undefined) {
      setTimeout(load, pause);
      return;
    }
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: 'The page of this window ended several times in a short while.',
        detail: `The system says: ${reason} (${exitCode}). Jobs go on; the page can be loaded again.`,
        buttons: ['Load again', 'Close'],
        cancelId: 1,
      })
      .then(({ response }) => {
        policy.forget();
        if (response === 0) load();
        else window.close();
      });
  });
}
