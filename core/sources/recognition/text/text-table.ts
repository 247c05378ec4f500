import type { FileFacts } from '../file-facts.ts';

/** A table in text: names of columns where it has them, and the numbers of the first rows. */
interface SketchedTable {
  readonly separator: 'comma' | 'blank';
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly nRows: number;
}

/** Rows that are looked at. */
const LOOKED_AT = 200;

/** Facts of a table in text (CSV, or columns separated by blanks); undefined when it is none. */
export function textTableFacts(text: string, isWhole: boolean): FileFacts | undefined {
  const table = sketch(text);
  if (table === undefined) return undefined;
  const names = new Set(table.names.map((name) => name.toLowerCase()));
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  const number = isWhole ? `${table.nRows}` : `at least ${table.nRows}`;
  const format = table.separator === 'comma' ? 'CSV' : 'text table';
  const facts = (kind: FileFacts['kind'], description: string, more: Partial<FileFacts> = {}) => ({
    kind,
    format,
    description,
    dataLevels: [],
    runs: [],
    ...more,
  });
  const joined = [...names].join(' ');
  if (/\baeff|bckgrate|effarea|effective_area|\bbkg_?rate|background_rate/.test(joined)) {
    const responses = [
      /\baeff|effarea|effective_area/.test(joined) ? 'effective area' : undefined,
      /emig|migra/.test(joined) ? 'energy migration' : undefined,
      /bckgrate|bkg_?rate|background_rate/.test(joined) ? 'background rate' : undefined,
    ].filter((part) => part !== undefined);
    return facts('irf', `Table of instrument responses (${responses.join(', ')}): ${number} rows.`);
  }
  if (has('pixel_id', 'correction_factor')) {
    return facts('calibration', `Correction factors of ${number} pixels.`);
  }
  if (has('pixel_sw_id', 'x_pixel', 'y_pixel')) {
    return facts('instrument', `Mapping and positions of ${number} pixels.`, {
      instrument: 'SST-1M',
    });
  }
  if (has('pix_id', 'pix_x', 'pix_y')) {
    return facts('instrument', `Camera geometry: ${number} pixels.`);
  }
  if (isAtmosphere(text, table))
    return facts('atmosphere', `Atmosphere profile of ${number} heights.`);
  if (isPulse(table)) return facts('instrument', 'Shape of the reference pulse of a camera.');
  const columns =
    table.names.length > 0
      ? `columns ${table.names.slice(0, 8).join(', ')}${table.names.length > 8 ? ', …' : ''}`
      : `${table.rows[0].length} columns of numbers`;
  return facts('table', `Table of ${number} rows: ${columns}.`);
}

/** Rows of as many values as the first one, nearly all numbers. */
function sketch(text: string): SketchedTable | undefined {
  const lines = text.split(/\r\n|\n|\r/);
  const content = lines.filter((line) => line.trim() !== '' && !/^\s*[#%]/.test(line));
  const comma = content.at(0)?.includes(',') === true;
  const split = (line: string) =>
    comma
      ? line.split(/[,;]/).map((value) => value.trim())
      : line.split(/[\s;]+/).filter((value) => value !== '');
  const looked = content.slice(0, LOOKED_AT).map(split);
  const first = looked.at(0);
  if (first === undefined || looked.length < 2) return undefined;
  const isHeader = !first.some(isNumber);
  const rows = isHeader ? looked.slice(1) : looked;
  // The last line may be cut; one value alone is no table.
  const whole = rows.slice(0, Math.max(1, rows.length - 1));
  const width = whole[0].length;
  if (width < 2 || whole.some((row) => row.length !== width)) return undefined;
  if (isHeader && comma && first.length !== width) return undefined;
  const values = whole.flat();
  const numbers = values.filter(isNumber).length;
  const isTable = numbers >= 0.5 * values.length || (isHeader && comma && whole.length >= 2);
  if (!isTable) return undefined;
  return {
    separator: comma ? 'comma' : 'blank',
    names: isHeader ? first : namesInComment(lines, width),
    rows: whole,
    nRows: content.length - (isHeader ? 1 : 0),
  };
}

function isNumber(value: string): boolean {
  return value === '' || value.toLowerCase() === 'nan' || Number.isFinite(Number(value));
}

/** Names in the comments before the table: all in one line, or one a line with an explanation. */
function namesInComment(lines: readonly string[], width: number): string[] {
  const comments: string[] = [];
  for (const line of lines) {
    const comment = /^\s*[#%]+\s*(.*)$/.exec(line);
    if (comment !== null) comments.push(comment[1]);
    else if (line.trim() !== '') break;
  }
  for (const comment of comments.toReversed()) {
    const names = comment.split(/[\s,;]+/).filter((name) => name !== '');
    if (
      names.length >= 2 &&
      names.length >= 0.8 * width &&
      names.every((name) => /^[A-Za-z_]\w*/.test(name))
    ) {
      return names;
    }
  }
  return comments.flatMap((comment) => /^(\w+)\s*:/.exec(comment)?.[1] ?? []);
}

/** Heights that ascend with densities that fall, under a heading that says so. */
function isAtmosphere(text: string, { rows }: SketchedTable): boolean {
  if (rows[0].length < 3 || !/\brho\b|density|thick/i.test(text.slice(0, 4096))) return false;
  const heights = rows.map((row) => Number(row[0]));
  const densities = rows.map((row) => Number(row[1]));
  return (
    rows.length >= 5 &&
    heights.every((height, i) => i === 0 || height > heights[i - 1]) &&
    densities.every((density, i) => i === 0 || density < densities[i - 1])
  );
}

/**
 * Pulses as ctapipe_io_lst keeps them (first the width of a sample and the step, then the two gains),
 * or times and amplitudes as sim_telarray does.
 */
function isPulse({ rows, names }: SketchedTable): boolean {
  if (names.length > 0 || rows.length < 20) return false;
  const numbers = rows.map((row) => row.map(Number));
  const [width, step] = numbers[0];
  const oversampling = width / step;
  const isOversampled =
    numbers[0].length === 2 &&
    step > 0 &&
    oversampling >= 2 &&
    Math.abs(oversampling - Math.round(oversampling)) < 1e-3;
  if (isOversampled)
    return numbers.slice(1).every((row) => row.every((value) => Math.abs(value) < width));
  const times = numbers.map((row) => row[0]);
  const spacing = times[1] - times[0];
  const isEven = times.every(
    (time, i) => i === 0 || Math.abs(time - times[i - 1] - spacing) < 1e-3 * spacing,
  );
  const amplitudes = numbers.map((row) => row[1]);
  const peak = Math.max(...amplitudes);
  return spacing > 0 && spacing < 1 && isEven && peak > 0 && Math.abs(amplitudes[0]) < 0.05 * peak;
}
