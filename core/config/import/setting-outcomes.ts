import type { JsonValue } from '../diff-configurations.ts';
import { allSettings, type ForeignGroup, type ForeignSetting } from './foreign-settings.ts';

/** What became of one setting of the imported file. */
export interface ImportedSetting {
  /** Dotted path in the file. */
  readonly key: string;
  readonly value: JsonValue;
  /** Key of ours that took it; absent where there is no counterpart. */
  readonly ours?: string;
  /** Why there is no counterpart, or how the value was changed on the way. */
  readonly remark?: string;
}

/** Keeps what became of each setting, so that none is lost and none is told twice. */
export class SettingOutcomes {
  readonly #settings: readonly ForeignSetting[];
  readonly #outcomes = new Map<ForeignSetting, { ours: string[]; remarks: string[] }>();

  constructor(settings: ForeignGroup) {
    this.#settings = [...allSettings(settings)];
  }

  /** A setting was taken over; one that several keys of ours take is told once with all of them. */
  taken(setting: ForeignSetting, ours: string, remark?: string): void {
    const outcome = this.#outcome(setting);
    if (!outcome.ours.includes(ours)) outcome.ours.push(ours);
    if (remark !== undefined && !outcome.remarks.includes(remark)) outcome.remarks.push(remark);
  }

  /** A setting has no counterpart. */
  left(setting: ForeignSetting, reason: string): void {
    const { remarks } = this.#outcome(setting);
    if (!remarks.includes(reason)) remarks.push(reason);
  }

  /** Whether something was said of a setting. */
  isTold(setting: ForeignSetting): boolean {
    return this.#outcomes.has(setting);
  }

  /**
   * Every setting of the file, in its order.
   *
   * @param reason why a setting has no counterpart of which nothing was said
   */
  list(reason: (setting: ForeignSetting) => string): ImportedSetting[] {
    return this.#settings.map((setting) => {
      const outcome = this.#outcomes.get(setting) ?? { ours: [], remarks: [reason(setting)] };
      const { ours, remarks } = outcome;
      return {
        key: setting.key,
        value: setting.value,
        ...(ours.length === 0 ? {} : { ours: ours.join(', ') }),
        ...(remarks.length === 0 ? {} : { remark: remarks.join('; ') }),
      };
    });
  }

  #outcome(setting: ForeignSetting): { ours: string[]; remarks: string[] } {
    const known = this.#outcomes.get(setting);
    if (known !== undefined) return known;
    const fresh = { ours: [], remarks: [] };
    this.#outcomes.set(setting, fresh);
    return fresh;
  }
}
