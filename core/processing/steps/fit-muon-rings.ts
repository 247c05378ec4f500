import type { ExpressionColumn } from '../../foundation/expression/expression-columns.ts';
import { toTelescopeFrame } from '../../instrument/telescope-frame.ts';
import { muonRings } from '../../native/muon-rings.ts';
import type { TelescopePlan } from '../plan/analysis-plan.ts';
import { camelCaseKeys } from '../plan/camel-case-keys.ts';
import type { BlockImages, BlockParameters, MuonColumns } from '../processed-batch.ts';
import type { QualityQuery } from '../quality-query.ts';
import type { StepOptions } from './step-options.ts';

/** Settings of the muon analysis that hold for a whole run of the pipeline. */
export interface MuonStepOptions extends StepOptions {
  /** Decides which images are tried as rings, and counts. */
  readonly muonQuality: QualityQuery;
}

/** Columns of the optical throughput, which is not fitted. */
const throughputColumns = [
  ...['width', 'impact', 'impact_x', 'impact_y', 'optical_efficiency', 'likelihood_value'],
].map((name) => `muonefficiency_${name}`);

/**
 * Fits rings to the cleaned images of one block that pass the muon query, and describes them, as
 * ctapipe's `MuonProcessor`. Telescopes with more than one mirror get no rings.
 *
 * Deviation: the reference goes on to fit the optical throughput of good rings; that is not done here,
 * so its columns are there for its readers but marked invalid.
 *
 * @returns columns of the muon tables, shape (n_rows) each
 * @throws PhotoelectronError `expression-invalid` when the query names what is not there
 */
export async function fitMuonRings(
  plan: TelescopePlan,
  images: BlockImages,
  mask: Uint8Array,
  parameters: BlockParameters,
  { muonQuality, task }: MuonStepOptions,
): Promise<MuonColumns> {
  const nRows = images.isValid.length;
  const columns = new Map<string, ExpressionColumn>(
    Object.entries(parameters.columns).map(([name, data]) => [name, { data }]),
  );
  const selected = muonQuality.select({ nRows, columns });
  const evaluate = plan.nMirrors === 1 ? selected : new Uint8Array(nRows);
  const {
    fit_method,
    completeness_threshold,
    ratio_width,
    ring_integration_width,
    outer_ring_width,
  } = plan.configuration.muons;
  const rings = await muonRings(
    telescopeFrame(plan),
    { image: images.image, mask, evaluate, ...task },
    camelCaseKeys({
      fit_method,
      completeness_threshold,
      ratio_width,
      ring_integration_width,
      outer_ring_width,
    }),
  );
  return {
    ...rings.columns,
    ...Object.fromEntries(
      throughputColumns.map((name) => [name, new Float64Array(nRows).fill(NaN)]),
    ),
    muonefficiency_is_valid: new Uint8Array(nRows),
    muonefficiency_parameters_at_limit: new Uint8Array(nRows).fill(1),
  };
}

/** Rings are fitted on the sky, whatever the frame of the image parameters. */
function telescopeFrame(plan: TelescopePlan) {
  return plan.parameterGeometry.frame === 'TelescopeFrame'
    ? plan.parameterGeometry
    : toTelescopeFrame(plan.cameraDescription.geometry, plan.focalLength);
}
