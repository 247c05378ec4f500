import os from 'node:os';
import path from 'node:path';

/** Where the program keeps what is not the user's data. */
export interface PhotoelectronHome {
  readonly folder: string;
  /** The catalogue. */
  readonly catalogue: string;
  /** Named configurations as the user wrote them: `NAME.yaml`. */
  readonly configurations: string;
  /** Logs of the engine and of jobs. */
  readonly logs: string;
  /** Flags and notes, which no data file holds: one JSON object a line. */
  readonly annotations: string;
}

/**
 * The home of this program: `PHOTOELECTRON_HOME`, or the platform's folder for the data of programs
 * (XDG base directories on Linux).
 *
 * @param environment variables, such as `process.env`
 */
export function photoelectronHome(
  environment: Readonly<Record<string, string | undefined>>,
): PhotoelectronHome {
  const asked = environment['PHOTOELECTRON_HOME'];
  const folder = path.resolve(
    asked === undefined || asked === '' ? platformFolder(environment) : asked,
  );
  return {
    folder,
    catalogue: path.join(folder, 'catalogue.sqlite'),
    configurations: path.join(folder, 'configurations'),
    logs: path.join(folder, 'logs'),
    annotations: path.join(folder, 'annotations.jsonl'),
  };
}

function platformFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const home = os.homedir();
  switch (process.platform) {
    case 'darwin':
      return path.join(home, 'Library/Application Support/Photoelectron');
    case 'win32':
      return path.join(
        environment['LOCALAPPDATA'] ?? path.join(home, 'AppData/Local'),
        'Photoelectron',
      );
    default: {
      // The specification tells to ignore relative paths.
      const data = environment['XDG_DATA_HOME'] ?? '';
      return path.join(
        path.isAbsolute(data) ? data : path.join(home, '.local/share'),
        'photoelectron',
      );
    }
  }
}
