import { EventType } from '../datamodel/event-type.ts';
import { matchesGlob } from '../config/glob.ts';
import { isTelescopeRules, type TelescopeValue } from '../config/telescope-value.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import type { SubarrayDescription } from '../instrument/subarray-description.ts';
import { type ArrayEventBatch, type TelescopeEventBlock } from '../sources/array-event-batch.ts';
import { selectEvents } from '../sources/select-events.ts';
import { selectTelescopeRows } from '../sources/select-telescope-rows.ts';

/** Options of the software trigger. */
export interface SoftwareTriggerOptions {
  /** Array events with fewer telescopes are dropped. Default 1. */
  readonly minTelescopes?: number;
  /**
   * Telescopes of a type of which fewer are in an event are taken out of it. A number for every
   * type, or rules by type; rules by telescope make no sense here and are passed over. Default 0.
   */
  readonly minTelescopesOfType?: TelescopeValue<number>;
  /** Codes of `EventType` of the telescope events to keep. Default: all. */
  readonly allowedTelescopeEventTypes?: readonly number[] | undefined;
}

function minimumOfType(value: TelescopeValue<number>, type: string): number {
  if (!isTelescopeRules(value)) return value;
  const rule = (value as readonly { type?: string; value: number }[]).findLast(
    (candidate) => candidate.type !== undefined && matchesGlob(candidate.type, type),
  );
  if (rule === undefined) {
    throw new PhotoelectronError(
      'config-invalid',
      `software_trigger.min_telescopes_of_type has no value for telescopes of type ${type}; add a rule for it, or one with type "*" in front of the others.`,
      { item: 'software_trigger.min_telescopes_of_type' },
    );
  }
  return rule.value;
}

/** Telescopes (by index) of each type that has a minimum; telescopes whose type has one name belong together. */
function groupsWithMinimum(subarray: SubarrayDescription, value: TelescopeValue<number>) {
  const types = new Set(subarray.telescopes.map(({ type }) => type));
  return [...types]
    .map((type) => ({
      minimum: minimumOfType(value, type),
      members: [...subarray.telescopes.keys()].filter((i) => subarray.telescopes[i].type === type),
    }))
    .filter(({ minimum }) => minimum > 0);
}

/**
 * Applies an array trigger to events again, as ctapipe's `SoftwareTrigger`: telescope events of other
 * than the allowed types go first, then the telescopes of types with too few of them (the LST
 * hardware stereo trigger), then array events with too few telescopes. The defaults drop only events
 * without any telescope. Telescopes that triggered but were not read out count, as physics events.
 *
 * @returns a batch with only what is left; the same object when nothing has to go
 * @throws PhotoelectronError `config-invalid` when the rules leave a telescope type without a value
 */
export function applySoftwareTrigger(
  batch: ArrayEventBatch,
  subarray: SubarrayDescription,
  options: SoftwareTriggerOptions = {},
): ArrayEventBatch {
  const { minTelescopes = 1, minTelescopesOfType = 0, allowedTelescopeEventTypes } = options;
  const groups = groupsWithMinimum(subarray, minTelescopesOfType);
  const nTelescopes = subarray.telescopes.length;
  const indexOf = new Map(subarray.telescopes.map(({ telId }, index) => [telId, index]));
  const cellOf = (block: TelescopeEventBlock, row: number) =>
    block.event[row] * nTelescopes + (indexOf.get(block.telId[row]) ?? 0);

  const present = batch.telsWithTrigger.slice();
  const removed = new Uint8Array(present.length);
  if (allowedTelescopeEventTypes !== undefined) {
    const physicsAllowed = allowedTelescopeEventTypes.includes(EventType.SUBARRAY);
    removed.fill(physicsAllowed ? 0 : 1);
    for (const block of batch.telescopes) {
      for (const [row, type] of block.triggerEventType.entries()) {
        removed[cellOf(block, row)] = allowedTelescopeEventTypes.includes(type) ? 0 : 1;
      }
    }
    for (const [cell, gone] of removed.entries()) if (gone !== 0) present[cell] = 0;
  }

  const keep = new Uint8Array(batch.nEvents);
  for (let event = 0; event < batch.nEvents; event++) {
    const start = event * nTelescopes;
    for (const { minimum, members } of groups) {
      const found = members.filter((index) => present[start + index] !== 0);
      if (found.length >= minimum) continue;
      for (const index of found) {
        present[start + index] = 0;
        removed[start + index] = 1;
      }
    }
    const left = present.subarray(start, start + nTelescopes).reduce((sum, x) => sum + x, 0);
    keep[event] = left >= minTelescopes ? 1 : 0;
  }

  if (!removed.includes(1)) return selectEvents(batch, keep);
  const telescopes = batch.telescopes.map((block) =>
    selectTelescopeRows(
      block,
      [...block.event.keys()].filter((row) => removed[cellOf(block, row)] === 0),
    ),
  );
  const thinned: ArrayEventBatch = {
    ...batch,
    telsWithTrigger: present,
    telescopes: telescopes.filter((block) => block.event.length > 0),
  };
  return selectEvents(thinned, keep);
}
