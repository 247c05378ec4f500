/** Names of the messages between the page's preload and the main process. */
export const channels = {
  /** Questions of the page. */
  chooseFolder: 'choose-folder',
  chooseFiles: 'choose-files',
  chooseSaveTarget: 'choose-save-target',
  saveFile: 'save-file',
  grantDropped: 'grant-dropped',
  showInFolder: 'show-in-folder',
  openExternal: 'open-external',
  engineState: 'engine-state',
  /** What the page tells. */
  setMenu: 'set-menu',
  addRecent: 'add-recent',
  forgetRecent: 'forget-recent',
  setTheme: 'set-theme',
  restartEngine: 'restart-engine',
  connectEngine: 'connect-engine',
  /** The page is ready for what waits for it: `open` or `notice`. */
  listening: 'listening',
  /** What the page is told. */
  open: 'open',
  command: 'command',
  engineChanged: 'engine-changed',
  enginePort: 'engine-port',
  notice: 'notice',
} as const;
