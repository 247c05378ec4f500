import type { Command } from '../../commands/command.ts';

/** What the commands of the panel do. */
export interface NightsDoings {
  readonly hasTargets: () => boolean;
  readonly isFiltered: () => boolean;
  readonly openEvents: () => unknown;
  readonly openCleaning: () => unknown;
  readonly process: () => unknown;
  readonly flag: () => unknown;
  readonly addNote: () => unknown;
  readonly copyPaths: () => unknown;
  readonly showProvenance: () => unknown;
  readonly find: () => unknown;
  readonly clearFilter: () => unknown;
  readonly scan: () => unknown;
  readonly rebuild: () => unknown;
  readonly showRuns: () => unknown;
  readonly showFiles: () => unknown;
}

/** The commands of the panel for nights and runs. */
export function nightsCommands(doings: NightsDoings): Command[] {
  const panel = 'nights';
  const isEnabled = doings.hasTargets;
  const run = { category: 'Run', panel, isEnabled } as const;
  return [
    {
      ...run,
      id: 'nights.open-events',
      title: 'Open run in Events',
      keys: ['e'],
      run: doings.openEvents,
    },
    {
      ...run,
      id: 'nights.open-cleaning',
      title: 'Open runs in Cleaning',
      keys: ['c'],
      aliases: ['population'],
      run: doings.openCleaning,
    },
    {
      ...run,
      id: 'nights.process',
      title: 'Process runs with configuration…',
      keys: ['p'],
      aliases: ['job', 'night', 'DL1', 'DL2'],
      run: doings.process,
    },
    { ...run, id: 'nights.flag', title: 'Flag runs…', keys: ['f'], run: doings.flag },
    {
      ...run,
      id: 'nights.note',
      title: 'Add note to runs…',
      keys: ['n'],
      aliases: ['comment', 'remark'],
      run: doings.addNote,
    },
    {
      ...run,
      id: 'nights.copy-paths',
      title: 'Copy paths of runs',
      keys: ['Mod+Shift+C'],
      run: doings.copyPaths,
    },
    {
      ...run,
      id: 'nights.provenance',
      title: 'Show provenance of run',
      keys: ['v'],
      run: doings.showProvenance,
    },
    {
      id: 'nights.find',
      title: 'Find runs',
      category: 'Go',
      panel,
      keys: ['/', 'Mod+F'],
      aliases: ['search', 'filter'],
      run: doings.find,
    },
    {
      id: 'nights.clear-filter',
      title: 'Clear filter of runs',
      category: 'View',
      panel,
      keys: ['Shift+Escape'],
      isEnabled: doings.isFiltered,
      run: doings.clearFilter,
    },
    {
      id: 'nights.scan',
      title: 'Look through all folders again',
      category: 'File',
      aliases: ['scan', 'rescan', 'refresh'],
      run: doings.scan,
    },
    {
      id: 'nights.rebuild',
      title: 'Make the catalogue anew…',
      category: 'File',
      aliases: ['rebuild', 'scan'],
      run: doings.rebuild,
    },
    {
      id: 'nights.show-runs',
      title: 'Show nights and runs',
      category: 'View',
      panel,
      run: doings.showRuns,
    },
    {
      id: 'nights.show-files',
      title: 'Show folders and files',
      category: 'View',
      panel,
      aliases: ['unrecognised', 'missing', 'damaged'],
      run: doings.showFiles,
    },
  ];
}
