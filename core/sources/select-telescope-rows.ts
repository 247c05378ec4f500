import type { ColumnData } from '../foundation/table.ts';
import type { TelescopeEventBlock, TimeColumn } from './array-event-batch.ts';
import { selectRows } from './select-rows.ts';

/** Keeps some rows of a time column. */
export function selectTimes(times: TimeColumn, rows: readonly number[], nRows: number): TimeColumn {
  return {
    seconds: selectRows(times.seconds, rows, nRows),
    quarterNanoseconds: selectRows(times.quarterNanoseconds, rows, nRows),
  };
}

/**
 * Keeps some telescope events of a block.
 *
 * @param rows rows to keep, ascending
 */
export function selectTelescopeRows(
  block: TelescopeEventBlock,
  rows: readonly number[],
): TelescopeEventBlock {
  const nRows = block.event.length;
  if (rows.length === nRows) return block;
  const keep = <T extends ColumnData>(data: T) => selectRows(data, rows, nRows);
  return {
    ...block,
    event: keep(block.event),
    telId: keep(block.telId),
    triggerTime: selectTimes(block.triggerTime, rows, nRows),
    triggerEventType: keep(block.triggerEventType),
    nTriggerPixels: keep(block.nTriggerPixels),
    ...(block.triggerPixels && { triggerPixels: keep(block.triggerPixels) }),
    ...(block.r0Waveform && { r0Waveform: keep(block.r0Waveform) }),
    ...(block.calibration && { calibration: keep(block.calibration) }),
    ...(block.r1Waveform && { r1Waveform: keep(block.r1Waveform) }),
    ...(block.selectedGainChannel && { selectedGainChannel: keep(block.selectedGainChannel) }),
    ...(block.image && { image: keep(block.image) }),
    ...(block.peakTime && { peakTime: keep(block.peakTime) }),
    ...(block.imageMask && { imageMask: keep(block.imageMask) }),
    ...(block.imageIsValid && { imageIsValid: keep(block.imageIsValid) }),
    ...(block.trueImage && { trueImage: keep(block.trueImage) }),
    ...(block.trueImagePresent && { trueImagePresent: keep(block.trueImagePresent) }),
    ...(block.trueImageSum && { trueImageSum: keep(block.trueImageSum) }),
    ...(block.trueImpactDistance && { trueImpactDistance: keep(block.trueImpactDistance) }),
  };
}
