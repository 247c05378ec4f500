import type { ProvenanceDifference } from '../../../core/contract/records/provenance.ts';

/** Differences of one step, by what they are about. */
export interface StepDifferences {
  readonly step: number;
  readonly areas: readonly {
    readonly area: ProvenanceDifference['area'];
    readonly differences: readonly ProvenanceDifference[];
  }[];
}

/** Differences by step and area, in the order in which they come. */
export function groupDifferences(
  differences: readonly ProvenanceDifference[],
): readonly StepDifferences[] {
  return [...Map.groupBy(differences, ({ step }) => step)].map(([step, ofStep]) => ({
    step,
    areas: [...Map.groupBy(ofStep, ({ area }) => area)].map(([area, ofArea]) => ({
      area,
      differences: ofArea,
    })),
  }));
}
