import type { ExpressionColumn } from '../../foundation/expression/expression-columns.ts';
import { impactDistances } from '../../native/impact-distances.ts';
import { hillasIntersection, hillasReconstructor, type StereoImages } from '../../native/stereo.ts';
import type { StereoArray } from '../../native/stereo-array.ts';
import type { ArrayEventBatch } from '../../sources/array-event-batch.ts';
import type { ProcessedBlock, ReconstructedShowers, TelescopeOrder } from '../processed-batch.ts';
import type { QualityQuery } from '../quality-query.ts';
import type { StepOptions } from './step-options.ts';

/** A reconstructor with the query that chooses its telescopes. */
export interface ShowerReconstructor {
  readonly type: 'HillasReconstructor' | 'HillasIntersection';
  /** Decides which telescope events take part, and counts. */
  readonly quality: QualityQuery;
}

/**
 * DL1b → DL2: reconstructs the showers of a batch with every reconstructor of the configuration, and
 * the distances of the telescopes from their axes.
 *
 * @throws PhotoelectronError `expression-invalid` when a query names what is not there
 */
export async function reconstructShowers(
  batch: ArrayEventBatch,
  blocks: readonly ProcessedBlock[],
  order: TelescopeOrder,
  array: StereoArray,
  reconstructors: readonly ShowerReconstructor[],
  { task }: StepOptions,
): Promise<ReconstructedShowers[]> {
  const columns = gatherParameters(blocks, order);
  const nRows = order.telescope.length;
  const prefix = array.frame === 'TelescopeFrame' ? 'hillas' : 'camera_frame_hillas';
  const [x, y] = array.frame === 'TelescopeFrame' ? ['fov_lon', 'fov_lat'] : ['x', 'y'];
  const hillas = (name: string) =>
    columns.get(`${prefix}_${name}`) ?? new Float64Array(nRows).fill(NaN);
  const query = new Map<string, ExpressionColumn>(
    [...columns].map(([name, data]) => [name, { data }]),
  );
  const results: ReconstructedShowers[] = [];
  for (const { type, quality } of reconstructors) {
    const images: StereoImages = {
      offsets: order.offsets,
      telescope: order.telescope,
      // Without any parameters (a batch of events without images) there is nothing to ask.
      mask: query.size === 0 ? new Uint8Array(nRows) : quality.select({ nRows, columns: query }),
      cogX: hillas(x),
      cogY: hillas(y),
      psi: hillas('psi'),
      intensity: hillas('intensity'),
      length: hillas('length'),
      width: hillas('width'),
      arrayPointingAlt: batch.arrayPointingAlt,
      arrayPointingAz: batch.arrayPointingAz,
      pointingAlt: batch.pointingAlt,
      pointingAz: batch.pointingAz,
    };
    const { geometry, corePsi } =
      type === 'HillasReconstructor'
        ? await hillasReconstructor(images, array, task)
        : { geometry: await hillasIntersection(images, array, task), corePsi: undefined };
    results.push({
      algorithm: type,
      geometry,
      impactDistance: await impactDistances(images, array.positions, geometry, task),
      ...(corePsi === undefined ? {} : { corePsi }),
    });
  }
  return results;
}

/** The image parameters of all blocks in telescope order; NaN where a block has none. */
function gatherParameters(
  blocks: readonly ProcessedBlock[],
  order: TelescopeOrder,
): Map<string, Float64Array> {
  const names = new Set<string>();
  const sources = blocks.map(({ parameters }) => {
    const found = new Map<string, Float64Array | Int32Array>();
    if (parameters === undefined) return found;
    for (const [name, data] of Object.entries(parameters.columns)) found.set(name, data);
    for (const { meta, data } of parameters.custom) found.set(meta.name, data);
    for (const name of found.keys()) names.add(name);
    return found;
  });
  const gathered = new Map<string, Float64Array>();
  for (const name of names) {
    const column = new Float64Array(order.row.length);
    const data = sources.map((source) => source.get(name));
    for (let i = 0; i < column.length; i++) column[i] = data[order.block[i]]?.[order.row[i]] ?? NaN;
    gathered.set(name, column);
  }
  return gathered;
}
