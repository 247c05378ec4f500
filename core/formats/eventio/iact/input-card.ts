import type { EventIoObject } from '../object-header.ts';
import { PayloadReader } from '../payload-reader.ts';

/** Decodes the CORSIKA input card (type 1212), every line ended by a newline. @throws `format-damaged` */
export function decodeInputCard(object: EventIoObject): string {
  const reader = new PayloadReader(object);
  const lines = reader.int32();
  let card = '';
  for (let i = 0; i < lines; i++) card += `${reader.string()}\n`;
  return card;
}
