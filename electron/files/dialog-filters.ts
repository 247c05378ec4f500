import type { FileFilter } from 'electron';
import type { FileQuestion } from '../../renderer/desktop/desktop-bridge.ts';

/**
 * Filters of a native dialog, with one for all files at the end. On a Mac only the last part of an ending
 * counts: `simtel.zst` is asked for as `zst` there.
 */
export function dialogFilters(
  filters: FileQuestion['filters'],
  platform: NodeJS.Platform,
): FileFilter[] {
  const named = Object.entries(filters ?? {}).map(([name, endings]) => ({
    name,
    extensions: platform === 'darwin' ? [...new Set(endings.map(lastPart))] : [...endings],
  }));
  return [...named, { name: 'All files', extensions: ['*'] }];
}

function lastPart(ending: string): string {
  return ending.slice(ending.lastIndexOf('.') + 1);
}
