import type { ImportedSetting } from '../../config/import/setting-outcomes.ts';
import { textTable } from '../text-table.ts';
import { visibleText } from '../../foundation/visible-text.ts';

/** Longest value that is shown whole [characters]. */
const VALUE_LENGTH = 40;

/**
 * What became of the settings of an imported configuration: a table of those that were taken over and
 * one of those without counterpart.
 *
 * @returns text with a newline at its end
 */
export function importTables(settings: readonly ImportedSetting[]): string {
  const taken = settings.filter(({ ours }) => ours !== undefined);
  const left = settings.filter(({ ours }) => ours === undefined);
  const hasRemarks = taken.some(({ remark }) => remark !== undefined);
  const takenTable = textTable(
    [
      { title: 'setting' },
      { title: 'value' },
      { title: 'here' },
      ...(hasRemarks ? [{ title: 'remark' }] : []),
    ],
    taken.map(({ key, value, ours = '', remark = '' }) => [
      visibleText(key),
      valueText(value),
      ours,
      ...(hasRemarks ? [visibleText(remark)] : []),
    ]),
    '  ',
  );
  const leftTable = textTable(
    [{ title: 'setting' }, { title: 'value' }, { title: 'reason' }],
    left.map(({ key, value, remark = '' }) => [
      visibleText(key),
      valueText(value),
      visibleText(remark),
    ]),
    '  ',
  );
  return [
    taken.length === 0
      ? 'Nothing was taken over.\n'
      : `Taken over (${taken.length}):\n${takenTable}`,
    left.length === 0
      ? 'Everything has a counterpart.\n'
      : `Without counterpart (${left.length}):\n${leftTable}`,
  ].join('\n');
}

function valueText(value: ImportedSetting['value']): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return visibleText(text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH - 1)}…` : text);
}
