import type { SubarrayDescription } from '../instrument/subarray-description.ts';
import type { TelescopeEventBlock } from '../sources/array-event-batch.ts';
import type { TelescopeOrder } from './processed-batch.ts';

/**
 * Brings the telescope events of all blocks of a batch into one order: by array event, then by
 * telescope as in the subarray.
 *
 * @param nEvents number of array events of the batch
 */
export function telescopeOrder(
  subarray: SubarrayDescription,
  nEvents: number,
  blocks: readonly TelescopeEventBlock[],
): TelescopeOrder {
  const indexOf = new Map(subarray.telescopes.map(({ telId }, index) => [telId, index]));
  const nTelescopes = subarray.telescopes.length;
  const nRows = blocks.reduce((sum, block) => sum + block.telId.length, 0);
  const keys = new Float64Array(nRows);
  const places: { block: number; row: number; telescope: number }[] = [];
  blocks.forEach((block, b) => {
    block.telId.forEach((telId, row) => {
      const telescope = indexOf.get(telId)!;
      keys[places.length] = block.event[row] * nTelescopes + telescope;
      places.push({ block: b, row, telescope });
    });
  });
  const order = Uint32Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b]);
  const result: TelescopeOrder = {
    offsets: new Uint32Array(nEvents + 1),
    block: new Uint16Array(nRows),
    row: new Uint32Array(nRows),
    telescope: new Int32Array(nRows),
  };
  order.forEach((place, i) => {
    const { block, row, telescope } = places[place];
    result.block[i] = block;
    result.row[i] = row;
    result.telescope[i] = telescope;
    result.offsets[blocks[block].event[row] + 1]++;
  });
  for (let event = 0; event < nEvents; event++) result.offsets[event + 1] += result.offsets[event];
  return result;
}
