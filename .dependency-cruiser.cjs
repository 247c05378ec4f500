/** The arrows of the house (docs: the table of rooms in README.md). A room imports only the rooms named. */
const rooms = {
  foundation: [],
  instrument: ['foundation'],
  formats: ['foundation', 'native'],
  datamodel: ['foundation'],
  native: ['foundation', 'instrument'],
  sources: ['foundation', 'formats', 'instrument', 'datamodel', 'native'],
  config: ['foundation', 'instrument'],
  provenance: ['foundation', 'config'],
  processing: [
    'foundation',
    'instrument',
    'formats',
    'datamodel',
    'native',
    'sources',
    'config',
    'provenance',
  ],
  simulation: ['foundation', 'instrument', 'native'],
  pictures: ['foundation', 'instrument'],
  cli: [
    'foundation',
    'instrument',
    'formats',
    'datamodel',
    'native',
    'sources',
    'config',
    'provenance',
    'processing',
    'simulation',
    'pictures',
  ],
};

const forbidden = Object.entries(rooms).map(([room, allowed]) => ({
  name: `core/${room} imports only ${allowed.length > 0 ? allowed.join(', ') : 'nothing'}`,
  severity: 'error',
  from: { path: `^core/${room}/` },
  to: {
    path: '^(core|tests|scripts|renderer|electron)/',
    pathNot: `^core/(${[room, ...allowed].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...forbidden,
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core knows no tests or scripts',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'only core/native loads the addon',
      severity: 'error',
      from: { path: '^core/', pathNot: '^core/native/' },
      to: { path: 'native/addon\\.ts$', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'] },
  },
};
