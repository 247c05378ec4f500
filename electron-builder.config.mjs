// Packages for Linux, macOS and Windows (keys of electron-builder 26). The program is shipped as it runs
// here: its TypeScript needs no build, and what Node makes of it is kept after the first start.

/** Tests attach to a packaged program by the inspector, which is off in what is shipped. */
const isForTests = process.env.PHOTOELECTRON_PACKAGE_FOR_TESTS === '1';

/** @type {import('electron-builder').Configuration} */
const configuration = {
  appId: 'org.photoelectron.workbench',
  productName: 'Photoelectron',
  copyright: 'Apache-2.0',
  // Debian's format demands both; the project has no page of its own.
  extraMetadata: {
    homepage: 'https://photoelectron.invalid/',
    author: { name: 'Photoelectron', email: 'photoelectron@photoelectron.invalid' },
  },
  directories: { output: 'build/packages', buildResources: 'build/icons' },
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  files: [
    'package.json',
    'LICENSE',
    'THIRD-PARTY.md',
    'electron/**/*.ts',
    'core/**/*.ts',
    '!core/cli/**',
    'build/electron/**',
    'build/icons/icon.png',
    'build/native/photoelectron.node',
    'build/renderer/**',
    '!build/renderer/*-examples*',
    'resources/**',
    '!**/*.map',
    '!**/node_modules/**/*.{d.ts,d.mts,d.cts,md,markdown,flow,tsbuildinfo}',
    '!**/node_modules/*/{test,tests,__tests__,docs,example,examples,benchmark}/**',
    '!node_modules/better-sqlite3/{deps,src}/**',
    '!node_modules/{node-addon-api,h5wasm-plugins}/{*.gyp*,*.h,CMakeLists.txt,Makefile,*.patch,tools/**}',
    '!node_modules/@expo-google-fonts/inter/!(400Regular|600SemiBold|package.json)/**',
  ],
  asar: true,
  // Native code cannot read from the archive, and the filters of HDF5 are opened by their names.
  asarUnpack: ['**/*.node', '**/node_modules/h5wasm-plugins/plugins/**'],
  // The native core and SQLite are made for every version of Node and Electron alike (N-API).
  npmRebuild: false,
  nodeGypRebuild: false,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: isForTests,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  fileAssociations: [
    {
      ext: ['h5', 'hdf5'],
      name: 'HDF5 event file',
      mimeType: 'application/x-hdf5',
      role: 'Viewer',
      rank: 'Alternate',
    },
    {
      ext: ['fits', 'fz'],
      name: 'FITS event file',
      mimeType: 'application/fits',
      role: 'Viewer',
      rank: 'Alternate',
    },
    {
      ext: ['simtel', 'zst'],
      name: 'sim_telarray event file',
      mimeType: 'application/x-simtel',
      role: 'Viewer',
      rank: 'Alternate',
    },
  ],
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Science',
    synopsis: 'Workbench for Cherenkov telescope data',
    description:
      'Desktop workbench for Imaging Atmospheric Cherenkov Telescope data: from raw waveforms to event lists.',
    maintainer: 'Photoelectron <photoelectron@photoelectron.invalid>',
    icon: 'build/icons/png',
    executableName: 'photoelectron',
  },
  deb: {
    depends: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'xdg-utils'],
  },
  mac: {
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }],
    category: 'public.app-category.education',
    icon: 'build/icons/icon.icns',
    hardenedRuntime: true,
  },
  win: { target: ['nsis'], icon: 'build/icons/icon.ico' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  publish: null,
};

export default configuration;
