import { parse } from 'yaml';
import type { FileFacts } from '../file-facts.ts';

/** Longest header that is parsed [characters]. */
const MAX_HEADER = 1 << 17;

/** Facts of a table of astropy in text (ECSV); undefined when it does not begin as one. */
export function ecsvFacts(text: string, isWhole: boolean): FileFacts | undefined {
  const version = /^# %ECSV ([\d.]+)/.exec(text)?.[1];
  if (version === undefined) return undefined;
  const header = /^(?:#[^\n]*\n)+/.exec(text)?.[0].slice(0, MAX_HEADER) ?? '';
  const columns = columnsOf(header);
  const body = text.slice(header.length).split('\n');
  const nRows = Math.max(0, body.filter((line) => line.trim() !== '').length - 1);
  const number = isWhole ? `${nRows}` : `at least ${nRows}`;
  const has = (...names: string[]) => names.every((name) => columns.includes(name));
  const site = /\bSITE: '?(North|South)\b/.exec(header)?.[1];
  const of = site === undefined ? '' : ` of CTAO ${site}`;
  const about = (kind: FileFacts['kind'], description: string): FileFacts => ({
    kind,
    format: 'ECSV',
    formatVersion: version,
    description,
    dataLevels: [],
    runs: [],
    ...(site !== undefined && { instrument: `CTAO ${site}` }),
  });
  const isPlaced =
    has('position_x', 'position_y') || has('utm_east', 'utm_north') || has('x', 'y', 'z');
  if (isPlaced || has('pos_x', 'pos_y')) {
    return about('instrument', `Positions of ${number} array elements${of}.`);
  }
  if (has('mirror_area') && columns.some((name) => name.endsWith('focal_length'))) {
    return about('instrument', `Optics of ${number} telescope types.`);
  }
  const hasDensity = has('density') || has('rho') || has('thickness') || has('column_density');
  if ((has('altitude') || has('height')) && hasDensity) {
    return about('atmosphere', `Atmosphere profile of ${number} heights.`);
  }
  const shown = columns.slice(0, 8).join(', ');
  return about(
    'table',
    `Table of ${number} rows: columns ${shown}${columns.length > 8 ? ', …' : ''}.`,
  );
}

/** Names of the columns; those of a header that is no YAML by the lines that declare them. */
function columnsOf(header: string): string[] {
  const yaml = header.replaceAll(/^# ?/gm, '').replace(/^%ECSV.*\n/, '');
  const declared = datatypesOf(yaml);
  if (declared !== undefined) return declared;
  return [...yaml.matchAll(/^- \{name: ([^,}]+)/gm)].map((match) => match[1].trim());
}

function datatypesOf(yaml: string): string[] | undefined {
  // The metadata may be anything, tags of astropy among it; only the columns before it are parsed.
  const columns = yaml.replace(/^(meta|delimiter|schema):[\s\S]*/m, '');
  try {
    const { datatype } = parse(columns, { logLevel: 'error' }) as {
      datatype?: { name?: unknown }[];
    };
    return datatype?.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  } catch {
    return undefined;
  }
}
