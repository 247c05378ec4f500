import type { TaiTimestamp } from '../../foundation/tai-timestamp.ts';
import type { EventIoObject } from '../../formats/eventio/object-header.ts';
import type { AdcHeader } from '../../formats/eventio/simtel/adc-header.ts';
import type { CameraCalibration } from '../array-event-batch.ts';

/** What one telescope contributes to a batch. */
export interface TelescopeRow {
  /** Index of the array event in the batch. */
  readonly event: number;
  /** Index of the telescope in the subarray. */
  readonly telescope: number;
  readonly triggerTime: TaiTimestamp;
  readonly triggerEventType: number;
  /** Object (type 2027) with the list of pixels that triggered. */
  readonly triggerPixels: EventIoObject | undefined;
  readonly adc: EventIoObject;
  readonly adcHeader: AdcHeader;
  readonly calibration: CameraCalibration;
  /** Object (type 1208) with the true photo-electrons. */
  readonly photoelectrons: EventIoObject | undefined;
  /** Sum of true photo-electrons, -1 where unknown. */
  readonly trueImageSum: number;
  /** [m], NaN without a simulated shower. */
  readonly impactDistance: number;
}
