import type { ErrorCode } from '../foundation/errors.ts';

/** Exit codes of `pe`; the numbers are documented in `pe --help` and never change. */
export const ExitCode = {
  ok: 0,
  internal: 1,
  usage: 2,
  input: 3,
  incomplete: 4,
  output: 5,
  configuration: 6,
  cancelled: 130,
} as const;

const codes: Readonly<Record<ErrorCode, number>> = {
  'file-not-found': ExitCode.input,
  'file-unreadable': ExitCode.input,
  'format-unknown': ExitCode.input,
  'format-damaged': ExitCode.input,
  'format-unsupported': ExitCode.input,
  'instrument-unknown': ExitCode.input,
  'focal-length-missing': ExitCode.input,
  'event-not-found': ExitCode.input,
  'file-exists': ExitCode.output,
  'file-unwritable': ExitCode.output,
  'config-invalid': ExitCode.configuration,
  'expression-invalid': ExitCode.configuration,
  'argument-invalid': ExitCode.usage,
  'native-missing': ExitCode.internal,
  'disk-full': ExitCode.output,
  'record-not-found': ExitCode.input,
  'record-exists': ExitCode.output,
  'state-conflict': ExitCode.usage,
  'catalogue-locked': ExitCode.output,
  'catalogue-damaged': ExitCode.input,
  'catalogue-too-new': ExitCode.input,
  'access-denied': ExitCode.input,
  'message-invalid': ExitCode.internal,
  'message-too-large': ExitCode.internal,
  'connection-closed': ExitCode.internal,
  'worker-crashed': ExitCode.internal,
  cancelled: ExitCode.cancelled,
  internal: ExitCode.internal,
};

/** The exit code for an error. */
export function exitCodeOf(code: ErrorCode): number {
  return codes[code];
}
