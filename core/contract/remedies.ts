import type { ErrorCode } from '../foundation/errors.ts';

/** What to do about an error, by its code: one sentence for a person. */
export const remedies: Readonly<Record<ErrorCode, string>> = {
  'file-not-found': 'Check the path, and scan the folder again if the file was moved.',
  'file-unreadable': 'Check the permissions of the file and that its disk is mounted.',
  'file-exists': 'Choose another name, or allow the file to be replaced.',
  'file-unwritable': 'Check the permissions of the folder, or choose another one.',
  'format-unknown': 'Check that this is the file you meant; its format is none that is known.',
  'format-damaged': 'Copy the file again from where it came from; it is damaged or ends early.',
  'format-unsupported': 'Use a file of a supported kind or version.',
  'instrument-unknown': 'Name the instrument, or use a file that describes its telescopes.',
  'focal-length-missing': 'Choose the equivalent focal length in place of the effective one.',
  'config-invalid': 'Correct the configuration at the named key.',
  'expression-invalid': 'Correct the expression at the named place.',
  'argument-invalid': 'Correct the named value.',
  'event-not-found': 'Choose an event that the file has.',
  'native-missing': 'Build the native core with `npm run build:native`.',
  'disk-full': 'Make room on the disk and try again.',
  'record-not-found': 'Read the list again; what was asked for is no longer there.',
  'record-exists': 'Choose another name, or allow the present one to be replaced.',
  'state-conflict': 'Look at the present state and try again.',
  'catalogue-locked': 'Wait for the other program that uses the catalogue, and try again.',
  'catalogue-damaged':
    'Move the catalogue away and scan the folders again: it is made from the files.',
  'catalogue-too-new': 'Use the newer version of the program that made the catalogue.',
  'access-denied': 'Choose something in a folder that was opened when the engine was started.',
  'message-invalid': 'Use a client of the same version as the engine.',
  'message-too-large': 'Ask for less at once.',
  'connection-closed': 'Connect again.',
  'worker-crashed': 'Try again; if it happens again, report it with the log of the engine.',
  cancelled: 'Start it again when you want it.',
  internal: 'Report it with the log of the engine; this is an error in the program.',
};
