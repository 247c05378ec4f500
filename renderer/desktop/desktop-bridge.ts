/** What the user is asked for when a file or folder is to be chosen. */
export interface FileQuestion {
  readonly title: string;
  /** Endings without dots, by what they are called: `{ 'Event files': ['h5', 'simtel.zst'] }`. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
}

/** State of the engine as the window knows it. */
export interface EngineState {
  readonly kind: 'starting' | 'ready' | 'restarting' | 'failed';
  /** One sentence, where there is something to say. */
  readonly message?: string;
}

/** An entry of the native menu. */
export type MenuEntry =
  | { readonly kind: 'separator' }
  | {
      readonly kind: 'command';
      /** Identity of the command. */
      readonly id: string;
      readonly label: string;
      /** Keys as Electron writes them (`CmdOrCtrl+O`). Only shown: the page handles keys itself. */
      readonly accelerator?: string;
      readonly enabled: boolean;
      readonly checked?: boolean;
    }
  | { readonly kind: 'menu'; readonly label: string; readonly entries: readonly MenuEntry[] }
  /** What the system provides itself: cut, copy and paste; closing; zoom; full screen. */
  | { readonly kind: 'role'; readonly role: 'edit' | 'quit' | 'zoom' | 'fullscreen' | 'devtools' };

/** What the window's preload gives to the page; absent in a browser. */
export interface DesktopBridge {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** @returns undefined when the user thought better of it */
  chooseFolder(
    question: FileQuestion & { readonly forWriting?: boolean },
  ): Promise<string | undefined>;
  chooseFiles(question: FileQuestion & { readonly several?: boolean }): Promise<readonly string[]>;
  /** Asks where something the engine makes shall be written. */
  chooseSaveTarget(
    question: FileQuestion & { readonly defaultName: string },
  ): Promise<string | undefined>;
  /** Asks for a place and writes there what the page made (pictures, tables). */
  saveFile(
    question: FileQuestion & { readonly defaultName: string },
    content: Uint8Array<ArrayBuffer>,
  ): Promise<string | undefined>;
  /** Path of a file or folder that was dropped on the page; it may be read from then on. */
  pathOfDropped(file: File): Promise<string | undefined>;
  showInFolder(path: string): Promise<void>;
  /** Opens an address in the user's browser; only documentation that the program knows. */
  openExternal(url: string): Promise<void>;
  /**
   * Files and folders named on the command line, also of a second start, or by the system; those of the
   * start are told as soon as somebody listens.
   */
  onOpen(listener: (paths: readonly string[]) => void): () => void;
  /** A command was chosen in the native menu. */
  onCommand(listener: (id: string) => void): () => void;
  setMenu(menu: readonly MenuEntry[]): void;
  /** Remembers a file or folder that was opened, for the recent ones of the system. */
  addRecent(path: string): void;
  /** Forgets the recent ones of the system, and what was chosen before this start. */
  forgetRecent(): void;
  /** Colours of menus, dialogs and of the window before its page is there. */
  setTheme(theme: 'system' | 'dark' | 'light'): void;
  /** Told at once how the engine is, and whenever that changes. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  /** Starts an engine that has failed again. */
  restartEngine(): void;
  /** One sentence about what happened to the window, such as that its page was loaded again. */
  onNotice(listener: (message: string) => void): () => void;
  /** Asks for a connection to the engine; it comes to the window as a message with this nonce and a port. */
  connectEngine(nonce: string): void;
}

/** Kind of the window message that carries the engine's port. */
export const enginePortMessage = 'photoelectron-engine-port';

/** The bridge of the window, undefined in a browser. */
export function desktopBridge(): DesktopBridge | undefined {
  return (globalThis as { readonly photoelectron?: DesktopBridge }).photoelectron;
}
