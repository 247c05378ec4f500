import { DecodingStatus } from '../../native/encoded-objects.ts';
import type { EventIoObject } from './object-header.ts';
import { PayloadReader } from './payload-reader.ts';

/**
 * Turns the outcome of a native decoder into an error.
 *
 * @throws PhotoelectronError `format-damaged` or `format-unsupported` unless the status is OK
 */
export function checkStatus(object: EventIoObject, status: number): void {
  if (status === DecodingStatus.OK) return;
  const reader = new PayloadReader(object);
  if (status === DecodingStatus.UNSUPPORTED) {
    throw reader.unsupported('its version or reduction mode is not known');
  }
  throw reader.damaged('its content ends early or makes no sense');
}
