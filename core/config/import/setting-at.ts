import { type ForeignGroup, type ForeignSetting, isSetting } from './foreign-settings.ts';

/** The group at a path of a file; empty where there is none. */
export function groupAt(settings: ForeignGroup, ...path: readonly string[]): ForeignGroup {
  let group = settings;
  for (const part of path) {
    const entry = group.get(part);
    if (entry === undefined || isSetting(entry)) return new Map();
    group = entry;
  }
  return group;
}

/** The setting at a path of a file; undefined where there is none. */
export function settingAt(
  settings: ForeignGroup,
  ...path: readonly string[]
): ForeignSetting | undefined {
  const entry = groupAt(settings, ...path.slice(0, -1)).get(path.at(-1) ?? '');
  return isSetting(entry) ? entry : undefined;
}
