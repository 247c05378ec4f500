import type { TelescopeEventBlock } from '../sources/array-event-batch.ts';
import type { AnalysisPlan, TelescopePlan } from './plan/analysis-plan.ts';
import { selectTelescopeRows } from '../sources/select-telescope-rows.ts';

/** A block whose telescopes share every step. */
export interface PlannedBlock {
  readonly plan: TelescopePlan;
  readonly block: TelescopeEventBlock;
}

/**
 * Splits the blocks of a batch where telescopes of one kind are configured differently; blocks that
 * need no splitting are handed on as they are.
 */
export function splitByPlan(
  { telescopes, telescopeIndex }: AnalysisPlan,
  blocks: readonly TelescopeEventBlock[],
): PlannedBlock[] {
  return blocks.flatMap((block) => {
    const planOfRow = Array.from(block.telId, (telId) => telescopeIndex.get(telId)!);
    const plans = [...new Set(planOfRow)];
    if (plans.length === 1) return [{ plan: telescopes[plans[0]], block }];
    return plans.map((plan) => {
      const rows = [...planOfRow.keys()].filter((row) => planOfRow[row] === plan);
      return { plan: telescopes[plan], block: selectTelescopeRows(block, rows) };
    });
  });
}
