import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { bracketDepth } from '../foundation/bracket-depth.ts';

/** Largest text that is looked at [characters]. */
const MAX_LENGTH = 1 << 18;

/** Most references to anchors; resolving them costs time that grows with their square. */
const MAX_ALIASES = 1000;

/** Deepest nesting of brackets; the parser needs minutes for a hundred thousand. */
const MAX_DEPTH = 200;

/** Most keys given twice that are told. */
const MAX_DUPLICATES = 20;

/** A place in a text, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Something wrong with the text itself. */
export interface YamlFault {
  readonly place?: TextPlace;
  /** A clause without full stop. */
  readonly clause: string;
}

/** A text that could be read. */
export interface YamlContent {
  readonly content: unknown;
  /**
   * Place of a key or value; that of the nearest group around it where it has none itself.
   *
   * @param atKey the place of the key rather than of its value
   */
  readonly placeOf: (path: readonly PropertyKey[], atKey: boolean) => TextPlace | undefined;
}

/**
 * Reads YAML, or JSON, which is YAML. Hostile texts end as faults: deep nesting, aliases that expand
 * without end, keys given twice, texts longer than 256 KiB.
 *
 * @param options version: of YAML; 1.1 takes `yes` and `no` for truth values. Default 1.2
 */
export function readYaml(
  text: string,
  options: { readonly version?: '1.1' | '1.2' } = {},
): YamlContent | { readonly faults: readonly [YamlFault, ...YamlFault[]] } {
  if (text.length > MAX_LENGTH) return { faults: [{ clause: 'it is longer than 256 KiB' }] };
  if (bracketDepth(text) > MAX_DEPTH) {
    return { faults: [{ clause: `its brackets are nested deeper than ${MAX_DEPTH}` }] };
  }
  const lines = new LineCounter();
  const placeAt = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const document = parseDocument(text, {
    version: options.version ?? '1.2',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    // The library compares every key with every other; see duplicateKeys.
    uniqueKeys: false,
  });
  const error = document.errors.at(0);
  if (error !== undefined) {
    // What follows the first error is mostly its consequence.
    const clause = `not valid YAML: ${error.message.split('\n')[0].replace(/\.$/, '')}`;
    return { faults: [{ place: placeAt(error.pos[0]), clause }] };
  }
  const [duplicate, ...others] = duplicateKeys(document, placeAt) as (YamlFault | undefined)[];
  if (duplicate !== undefined) return { faults: [duplicate, ...(others as YamlFault[])] };
  let aliases = 0;
  visit(document, {
    Alias: () => (++aliases > MAX_ALIASES ? visit.BREAK : undefined),
  });
  const tooMany = { faults: [{ clause: 'it uses too many YAML aliases' }] } as const;
  if (aliases > MAX_ALIASES) return tooMany;
  try {
    const content = document.toJS({ maxAliasCount: 100 }) as unknown;
    return { content, placeOf: (path, atKey) => placeOf(document, placeAt, path, atKey) };
  } catch {
    return tooMany;
  }
}

/** Keys that stand twice in the same group: whoever reads the text sees one, the program another. */
function duplicateKeys(document: Document, placeAt: (offset: number) => TextPlace): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Map<unknown, number>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const place = placeAt(key.range?.[0] ?? 0);
        const former = seen.get(key.value);
        if (former !== undefined) {
          const clause = `"${String(key.value).slice(0, 60)}" is given twice, first in line ${former}`;
          faults.push({ place, clause });
        }
        seen.set(key.value, place.line);
      }
    },
  });
  return faults.slice(0, MAX_DUPLICATES);
}

function placeOf(
  document: Document,
  placeAt: (offset: number) => TextPlace,
  path: readonly PropertyKey[],
  atKey: boolean,
): TextPlace | undefined {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const offset = offsetOf(document, part, atKey || length < path.length);
    if (offset !== undefined) return placeAt(offset);
  }
  return undefined;
}

function offsetOf(
  document: Document,
  path: readonly PropertyKey[],
  atKey: boolean,
): number | undefined {
  const last = path.at(-1);
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (atKey && isMap(parent)) {
    const pair = parent.items.find(
      ({ key }) => isScalar(key) && String(key.value) === String(last),
    );
    if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0];
  }
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
