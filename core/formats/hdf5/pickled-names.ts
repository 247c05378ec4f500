/** Escapes of the pickle format's Unicode lines ("raw-unicode-escape"). */
const escape = /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g;

/** Strings and numbers as Python writes them in quotes, with the escapes that names may have. */
const quoted = /^'([^'\\]*)'$|^"([^"\\]*)"$/;

/**
 * The names in a pickled Python list of strings, as PyTables stores the columns of pandas tables
 * (pickle protocol 0). Nothing is evaluated: the few opcodes that such a list consists of are read,
 * and anything else gives undefined.
 *
 * Format: `(lp0\nVname\np1\na.`, Python's Lib/pickletools.py.
 */
export function pickledNames(pickle: string): readonly string[] | undefined {
  const names: string[] = [];
  const memory = new Map<string, string>();
  let pending: string | undefined;
  let begun = false;
  let at = 0;
  const line = () => {
    const end = pickle.indexOf('\n', at);
    const text = end < 0 ? undefined : pickle.slice(at, end);
    at = end < 0 ? pickle.length : end + 1;
    return text;
  };
  while (at < pickle.length) {
    const code = pickle[at++];
    if (!begun) {
      // An empty list: mark and list, or the opcode of later protocols.
      if (code === '(' && pickle[at] === 'l') at += 1;
      else if (code !== ']') return undefined;
      begun = true;
      continue;
    }
    if (code === '.') return pending === undefined ? names : undefined;
    if (code === 'a') {
      if (pending === undefined) return undefined;
      names.push(pending);
      pending = undefined;
      continue;
    }
    const text = line();
    if (text === undefined) return undefined;
    if (code === 'p') {
      if (pending !== undefined) memory.set(text, pending);
    } else if (pending !== undefined) return undefined;
    else if (code === 'V') pending = unescaped(text);
    else if (code === 'S') pending = unquoted(text);
    else if (code === 'I' || code === 'L') pending = /^-?\d+L?$/.exec(text)?.[0].replace('L', '');
    else if (code === 'g') pending = memory.get(text);
    else return undefined;
    if (code !== 'p' && pending === undefined) return undefined;
  }
  return undefined;
}

function unescaped(text: string): string {
  return text.replace(escape, (whole, short?: string, long?: string) => {
    const point = parseInt(short ?? long ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function unquoted(text: string): string | undefined {
  const match = quoted.exec(text);
  return match?.[1] ?? match?.[2];
}
