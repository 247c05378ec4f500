import type { ConfigurationDocument } from '../../config/configuration-schema.ts';
import type { Column, Table } from '../../foundation/table.ts';
import { tableColumn } from '../../foundation/table-column.ts';
import type { TimeColumn } from '../../sources/array-event-batch.ts';
import { geometryColumns } from '../geometry-columns.ts';
import type { ProcessedBatch, ProcessedBlock, ReconstructedShowers } from '../processed-batch.ts';
import { showerColumns } from '../shower-columns.ts';
import { pixelStatus } from './pixel-status.ts';
import { pixelTimeShift } from './pixel-time-shift.ts';
import type { ProductWriter } from './product-writer.ts';

/** What of a batch is written, and whether it is simulated. */
export interface BatchWriteOptions {
  readonly output: ConfigurationDocument['output'];
  readonly isSimulation: boolean;
}

/**
 * Writes a processed batch: triggers, simulated truth, waveforms, images, parameters, muons and
 * showers, as far as they are there and the configuration wants them. Tables, columns and their order
 * are those of ctapipe's `DataWriter`.
 *
 * @throws PhotoelectronError `file-unwritable`
 */
export async function writeBatch(
  writer: ProductWriter,
  processed: ProcessedBatch,
  options: BatchWriteOptions,
): Promise<void> {
  await writeArrayEvents(writer, processed);
  await writeTelescopeTriggers(writer, processed);
  const { corePsi } = processed.showers.find((shower) => shower.corePsi !== undefined) ?? {};
  for (const [b, block] of processed.blocks.entries()) {
    const psi = corePsi === undefined ? undefined : blockColumn(processed, b, corePsi);
    await writeBlock(writer, processed, block, psi, options);
  }
  if (options.output.write_showers) {
    for (const showers of processed.showers) await writeShowers(writer, processed, showers);
  }
}

/** Column `time` of a table. */
function timeColumn(name: string, time: TimeColumn): Column {
  const pairs = new Uint32Array(2 * time.seconds.length);
  for (let i = 0; i < time.seconds.length; i++) {
    pairs[2 * i] = time.seconds[i];
    pairs[2 * i + 1] = time.quarterNanoseconds[i];
  }
  return tableColumn(name, pairs, [2]);
}

function arrayIndex({ batch }: ProcessedBatch): Column[] {
  return [
    tableColumn('obs_id', new Int32Array(batch.nEvents).fill(batch.obsId)),
    tableColumn('event_id', batch.eventId),
  ];
}

async function writeArrayEvents(writer: ProductWriter, processed: ProcessedBatch): Promise<void> {
  const { batch } = processed;
  const nTelescopes = batch.nEvents === 0 ? 0 : batch.telsWithTrigger.length / batch.nEvents;
  await writer.append('/dl1/event/subarray/trigger', {
    nRows: batch.nEvents,
    columns: [
      ...arrayIndex(processed),
      timeColumn('time', batch.time),
      tableColumn('tels_with_trigger', batch.telsWithTrigger, [nTelescopes]),
      tableColumn('event_type', batch.eventType),
    ],
  });
  const { showers } = batch;
  if (showers === undefined) return;
  await writer.append('/simulation/event/subarray/shower', {
    nRows: batch.nEvents,
    columns: [
      ...arrayIndex(processed),
      ...showerColumns.map(([name, key]) => tableColumn(name, showers[key])),
    ],
  });
}

/** The telescope triggers of all blocks, in the order of the array events. */
async function writeTelescopeTriggers(
  writer: ProductWriter,
  { batch, blocks, order }: ProcessedBatch,
): Promise<void> {
  const nRows = order.row.length;
  const eventId = new Float64Array(nRows);
  const telId = new Uint16Array(nRows);
  const seconds = new Uint32Array(nRows);
  const quarterNanoseconds = new Uint32Array(nRows);
  const eventType = new Uint8Array(nRows);
  const nTriggerPixels = new Int32Array(nRows);
  for (let i = 0; i < nRows; i++) {
    const { block } = blocks[order.block[i]];
    const row = order.row[i];
    eventId[i] = batch.eventId[block.event[row]];
    telId[i] = block.telId[row];
    seconds[i] = block.triggerTime.seconds[row];
    quarterNanoseconds[i] = block.triggerTime.quarterNanoseconds[row];
    eventType[i] = block.triggerEventType[row];
    nTriggerPixels[i] = block.nTriggerPixels[row];
  }
  await writer.append('/dl1/event/telescope/trigger', {
    nRows,
    columns: [
      tableColumn('obs_id', new Int32Array(nRows).fill(batch.obsId)),
      tableColumn('event_id', eventId),
      tableColumn('tel_id', telId),
      timeColumn('time', { seconds, quarterNanoseconds }),
      tableColumn('event_type', eventType),
      tableColumn('n_trigger_pixels', nTriggerPixels),
    ],
  });
}

/** Columns obs_id, event_id and tel_id of the rows of a block. */
function telescopeIndex({ batch }: ProcessedBatch, { block }: ProcessedBlock): Column[] {
  const nRows = block.telId.length;
  const eventId = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) eventId[row] = batch.eventId[block.event[row]];
  return [
    tableColumn('obs_id', new Int32Array(nRows).fill(batch.obsId)),
    tableColumn('event_id', eventId),
    tableColumn('tel_id', block.telId),
  ];
}

/** The values of one block out of a column in telescope order. */
function blockColumn(processed: ProcessedBatch, b: number, values: Float64Array): Float64Array {
  const { order } = processed;
  const column = new Float64Array(processed.blocks[b].block.telId.length);
  for (let i = 0; i < values.length; i++) {
    if (order.block[i] === b) column[order.row[i]] = values[i];
  }
  return column;
}

async function writeBlock(
  writer: ProductWriter,
  processed: ProcessedBatch,
  processedBlock: ProcessedBlock,
  corePsi: Float64Array | undefined,
  { output, isSimulation }: BatchWriteOptions,
): Promise<void> {
  const { block, images, mask, parameters, plan } = processedBlock;
  const { nPixels } = plan.cameraDescription.geometry;
  const index = telescopeIndex(processed, processedBlock);
  const nRows = block.telId.length;
  const write = (group: string, columns: Column[]) =>
    writer.appendByTelescope(group, { nRows, columns: [...index, ...columns] }, block.telId);

  const { showers } = processed.batch;
  if (showers !== undefined && block.trueImpactDistance !== undefined) {
    const known = block.trueImpactDistance.map((distance) => (Number.isNaN(distance) ? NaN : 0));
    await write('/simulation/event/telescope/impact', [
      tableColumn('true_impact_distance', block.trueImpactDistance),
      tableColumn('true_impact_distance_uncert', known),
    ]);
  }
  if (output.write_r0_waveforms && block.r0Waveform !== undefined) {
    const shape = [block.nChannels, nPixels, block.nSamples];
    await write('/r0/event/telescope', [tableColumn('waveform', block.r0Waveform, shape)]);
  }
  if (output.write_r1_waveforms && images?.r1Waveform !== undefined) {
    await write('/r1/event/telescope', r1Columns(processedBlock));
  }
  if (output.write_parameters && parameters !== undefined) {
    await write('/dl1/event/telescope/parameters', [
      ...Object.entries(parameters.columns).map(([name, data]) => tableColumn(name, data)),
      tableColumn('core_psi', corePsi ?? new Float64Array(nRows).fill(NaN)),
      ...parameters.custom,
    ]);
  }
  if (output.write_images && images !== undefined) {
    await write('/dl1/event/telescope/images', [
      tableColumn('image', images.image, [nPixels]),
      tableColumn('peak_time', images.peakTime, [nPixels]),
      ...(mask === undefined ? [] : [tableColumn('image_mask', mask, [nPixels])]),
      tableColumn('is_valid', images.isValid),
    ]);
  }
  if (output.write_muon_parameters && parameters?.muonColumns !== undefined) {
    await write(
      '/dl1/event/telescope/muon',
      Object.entries(parameters.muonColumns).map(([name, data]) => tableColumn(name, data)),
    );
  }
  if (isSimulation && block.trueImageSum !== undefined) {
    await write('/simulation/event/telescope/images', [
      tableColumn('true_image_sum', block.trueImageSum),
      ...(output.write_images && block.trueImage !== undefined
        ? [tableColumn('true_image', block.trueImage, [nPixels])]
        : []),
    ]);
  }
  if (output.write_parameters && parameters?.trueColumns !== undefined) {
    await write(
      '/simulation/event/telescope/parameters',
      Object.entries(parameters.trueColumns).map(([name, data]) => tableColumn(name, data)),
    );
  }
}

function r1Columns({ block, images, plan }: ProcessedBlock): Column[] {
  const { nPixels } = plan.cameraDescription.geometry;
  const channels = images!.r1Channels!;
  const selected = images!.selectedGainChannel;
  return [
    tableColumn('event_type', block.triggerEventType),
    timeColumn('event_time', block.triggerTime),
    tableColumn('waveform', images!.r1Waveform!, [channels, nPixels, block.nSamples]),
    tableColumn('pixel_status', pixelStatus(block, nPixels, selected), [nPixels]),
    ...(selected === undefined
      ? []
      : [tableColumn('selected_gain_channel', Int8Array.from(selected), [nPixels])]),
    ...(block.calibrations === undefined
      ? []
      : [
          tableColumn('pixel_time_shift', pixelTimeShift(block, nPixels, channels, selected), [
            channels,
            nPixels,
          ]),
        ]),
  ];
}

async function writeShowers(
  writer: ProductWriter,
  processed: ProcessedBatch,
  { algorithm, geometry, impactDistance }: ReconstructedShowers,
): Promise<void> {
  const { nEvents } = processed.batch;
  const nTelescopes = nEvents === 0 ? 0 : geometry.telescopes.length / nEvents;
  const table: Table = {
    nRows: nEvents,
    columns: [
      ...arrayIndex(processed),
      ...geometryColumns.map(([name, key]) => tableColumn(`${algorithm}_${name}`, geometry[key])),
      tableColumn(`${algorithm}_telescopes`, geometry.telescopes, [nTelescopes]),
    ],
  };
  await writer.append(`/dl2/event/subarray/geometry/${algorithm}`, table);
  for (const [b, block] of processed.blocks.entries()) {
    const distance = blockColumn(processed, b, impactDistance);
    const nRows = distance.length;
    await writer.appendByTelescope(
      `/dl2/event/telescope/impact/${algorithm}`,
      {
        nRows,
        columns: [
          ...telescopeIndex(processed, block),
          tableColumn(`${algorithm}_tel_impact_distance`, distance),
          tableColumn(`${algorithm}_tel_impact_distance_uncert`, new Float64Array(nRows).fill(NaN)),
        ],
      },
      block.block.telId,
    );
  }
}
