import { isTelescopeRules } from '../telescope-value.ts';
import type { JsonValue } from '../diff-configurations.ts';
import type { ConfigurationDraft, DraftPath } from './draft.ts';
import type { ForeignGroup, ForeignSetting } from './foreign-settings.ts';
import type { SettingOutcomes } from './setting-outcomes.ts';

/** What an import works with: the file, what becomes of it, and what became of each setting. */
export interface ImportContext {
  readonly settings: ForeignGroup;
  readonly draft: ConfigurationDraft;
  readonly outcomes: SettingOutcomes;
}

/** How a setting is taken over. */
export interface TransferOptions {
  /** Turns the value into ours. Default: as it is. */
  readonly convert?: (value: JsonValue) => JsonValue;
  /** How the value was changed on the way. */
  readonly remark?: string;
  /** Where the value comes from, where several settings make it. Default: the setting. */
  readonly origin?: string;
}

/** Takes a setting over, or says why the value does not fit. Tells whether it was taken over. */
export function transfer(
  { draft, outcomes }: ImportContext,
  setting: ForeignSetting,
  path: DraftPath,
  { convert = (value) => value, remark, origin = setting.key }: TransferOptions = {},
): boolean {
  const problem = draft.set(path, convert(setting.value), `from ${origin}`);
  if (problem === undefined) outcomes.taken(setting, draftKey(draft, path), remark);
  else outcomes.left(setting, `not taken over: ${problem}`);
  return problem === undefined;
}

/**
 * States a value that the file leaves out because it is the default of its program.
 *
 * @throws Error when our schema does not accept it, which is a fault of the import
 */
export function state(
  { draft }: ImportContext,
  path: DraftPath,
  value: JsonValue,
  why: string,
): void {
  const problem = draft.set(path, value, why);
  if (problem !== undefined) throw new Error(`${path.join('.')}: ${problem}`);
}

/** Dotted key of a path in a draft; rules and components are named in brackets instead of counted. */
export function draftKey(draft: ConfigurationDraft, path: DraftPath): string {
  let key = '';
  for (let i = 0; i < path.length; i++) {
    const part = path[i];
    const around = draft.get(path.slice(0, i));
    if (typeof part === 'number' && Array.isArray(around)) {
      const entry = around[part];
      const name = entryName(entry) ?? String(part);
      key += `[${name}]`;
      if (isTelescopeRules([entry]) && path[i + 1] === 'value') i++;
    } else {
      key += key === '' ? String(part) : `.${String(part)}`;
    }
  }
  return key;
}

function entryName(entry: JsonValue): string | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  if (typeof entry['type'] === 'string') return entry['type'];
  return typeof entry['id'] === 'number' ? `id ${entry['id']}` : undefined;
}
