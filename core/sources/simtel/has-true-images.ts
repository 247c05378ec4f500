/** One line of the history of a sim_telarray file. */
type HistoryLine = string;

/** A whole number as the second word of a line, as `int(line.split()[1])` would take it. */
function secondWord(line: string): number | undefined {
  const word = line.split(/\s+/).at(1);
  return word !== undefined && /^[+-]?\d+$/.test(word) ? Number(word) : undefined;
}

/**
 * Whether a file was told to hold true images, so that an event without one is missing it: from the
 * options in its history (`save_photons` bit 1, `store_photoelectrons`, also of single telescopes);
 * files of `merge_simtel` never hold them. When the history cannot be understood, they are expected.
 * As ctapipe does it.
 *
 * @param history all lines in the order of the file, trimmed
 */
export function hasTrueImages(history: readonly HistoryLine[]): boolean {
  if (history.length === 0) return true;
  const firstOfTelescopes = history.findIndex((line) =>
    line.startsWith('# Telescope-specific configuration follows'),
  );
  const global = firstOfTelescopes < 0 ? history : history.slice(0, firstOfTelescopes);
  const ofTelescopes = firstOfTelescopes < 0 ? [] : history.slice(firstOfTelescopes);
  if (global.length === 0) return true;
  if (global[0].includes('merge_simtel')) return false;
  const option = (name: string): number | undefined => {
    const line = global.findLast((each) => each.toLowerCase().startsWith(name));
    return line === undefined ? 0 : secondWord(line);
  };
  const savePhotons = option('save_photons');
  const storePhotoelectrons = option('store_photoelectrons');
  if (savePhotons === undefined || storePhotoelectrons === undefined) return true;
  if ((savePhotons & 2) !== 0 || storePhotoelectrons > 0) return true;
  // The last setting of each telescope counts; a setting that is no number is not understood.
  const ofEach: number[] = [];
  for (const line of ofTelescopes) {
    if (line.startsWith('# Telescope-specific configuration follows')) ofEach.push(0);
    if (!line.toLowerCase().includes('store_photoelectrons')) continue;
    const value = secondWord(line);
    if (value === undefined) return true;
    ofEach[ofEach.length - 1] = value;
  }
  return ofEach.some((value) => value > 0);
}
