// The one script between the page and the main process: sandboxed, bundled into a single file. The page
// gets an object of named functions; neither Electron nor an event of it ever reaches the page.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge, EngineState } from '../renderer/desktop/desktop-bridge.ts';
import type { enginePortMessage } from '../renderer/desktop/desktop-bridge.ts';
import { channels } from './ipc/channels.ts';

/** As the page knows it; the page's modules are not part of this script. */
const portMessage: typeof enginePortMessage = 'photoelectron-engine-port';

/** The window of the page, of which this script needs no more. */
const page = globalThis as unknown as {
  readonly origin: string;
  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void;
};

/** Calls back with what comes on a channel; returns what ends that. */
function listen(channel: string, listener: (value: unknown) => void): () => void {
  const receive = (_event: unknown, value: unknown) => {
    listener(value);
  };
  ipcRenderer.on(channel, receive);
  return () => {
    ipcRenderer.off(channel, receive);
  };
}

/** As `listen`, for what waits in the main process until somebody listens. */
function listenToKept(channel: string, listener: (value: unknown) => void): () => void {
  const end = listen(channel, listener);
  ipcRenderer.send(channels.listening, channel);
  return end;
}

ipcRenderer.on(channels.enginePort, (event, nonce: string) => {
  // The bridge cannot pass ports: the page gets it as a message of the window to itself.
  page.postMessage({ kind: portMessage, nonce }, page.origin, event.ports);
});

const bridge: DesktopBridge = {
  platform: process.platform as DesktopBridge['platform'],
  chooseFolder: (question) => ipcRenderer.invoke(channels.chooseFolder, question),
  chooseFiles: (question) => ipcRenderer.invoke(channels.chooseFiles, question),
  chooseSaveTarget: (question) => ipcRenderer.invoke(channels.chooseSaveTarget, question),
  saveFile: (question, content) => ipcRenderer.invoke(channels.saveFile, { question, content }),
  pathOfDropped: async (file) => {
    // Empty for what the page made itself: no script can name a path in this way.
    const path = webUtils.getPathForFile(file);
    if (path === '') return undefined;
    return (await ipcRenderer.invoke(channels.grantDropped, path)) as string | undefined;
  },
  showInFolder: (path) => ipcRenderer.invoke(channels.showInFolder, path),
  openExternal: (url) => ipcRenderer.invoke(channels.openExternal, url),
  onOpen: (listener) =>
    listenToKept(channels.open, (paths) => {
      listener(paths as readonly string[]);
    }),
  onCommand: (listener) =>
    listen(channels.command, (id) => {
      listener(id as string);
    }),
  setMenu: (menu) => {
    ipcRenderer.send(channels.setMenu, menu);
  },
  addRecent: (path) => {
    ipcRenderer.send(channels.addRecent, path);
  },
  forgetRecent: () => {
    ipcRenderer.send(channels.forgetRecent);
  },
  setTheme: (theme) => {
    ipcRenderer.send(channels.setTheme, theme);
  },
  onEngineState: (listener) => {
    const tell = (state: unknown) => {
      listener(state as EngineState);
    };
    void ipcRenderer.invoke(channels.engineState).then(tell);
    return listen(channels.engineChanged, tell);
  },
  restartEngine: () => {
    ipcRenderer.send(channels.restartEngine);
  },
  onNotice: (listener) =>
    listenToKept(channels.notice, (message) => {
      listener(message as string);
    }),
  connectEngine: (nonce) => {
    ipcRenderer.send(channels.connectEngine, nonce);
  },
};

contextBridge.exposeInMainWorld('photoelectron', Object.freeze(bridge));
