import { PhotoelectronError } from '../foundation/errors.ts';
import type { ContractError } from './error-schema.ts';

/** An error that came from the engine, with what to do about it. */
export class EngineError extends PhotoelectronError {
  /** One sentence: what to do. */
  readonly remedy: string;

  constructor({ code, message, place, remedy }: ContractError) {
    super(code, message, definedOnly(place));
    this.remedy = remedy;
  }
}

/** The place without keys that are there but undefined. */
function definedOnly(place: ContractError['place']): PhotoelectronError['place'] {
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
}
