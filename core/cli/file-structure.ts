import { open } from 'node:fs/promises';
import { PhotoelectronError } from '../foundation/errors.ts';
import { objectTree } from '../formats/eventio/object-tree.ts';
import { openEventIoStream } from '../formats/eventio/open-eventio-stream.ts';
import { type Hdf5File, openHdf5 } from '../formats/hdf5/open-hdf5.ts';
import type { CommandContext } from './terminal.ts';

/**
 * Prints the tree of a file: objects of EventIO, groups and tables of HDF5. Written piece by piece,
 * because large files have millions of objects.
 *
 * @param json one JSON array with an object per entry, instead of text
 * @returns false when the file ended early
 */
export async function printStructure(
  file: string,
  json: boolean,
  context: CommandContext,
): Promise<boolean> {
  const printer = new EntryPrinter(file, json, context);
  let complete = true;
  if (await isHdf5(file)) await hdf5Entries(file, printer);
  else complete = await eventIoEntries(file, printer, context);
  await printer.end();
  return complete;
}

/** Writes entries as an indented line or as an element of a JSON array. */
class EntryPrinter {
  readonly #file: string;
  readonly #json: boolean;
  readonly #context: CommandContext;
  #first = true;

  constructor(file: string, json: boolean, context: CommandContext) {
    this.#file = file;
    this.#json = json;
    this.#context = context;
  }

  /** To be called when the file has been opened: what cannot be opened leaves no output. */
  begin(): Promise<void> {
    return this.#context.terminal.out(this.#json ? '[' : `${this.#file}\n`);
  }

  async print(entries: readonly { depth: number; text: string; json: object }[]): Promise<void> {
    if (this.#context.signal.aborted) {
      throw new PhotoelectronError('cancelled', 'Interrupted.');
    }
    const parts = entries.map(({ depth, text, json }) => {
      if (!this.#json) return `${'  '.repeat(depth + 1)}${text}\n`;
      const separator = this.#first ? '\n' : ',\n';
      this.#first = false;
      return separator + JSON.stringify(json);
    });
    await this.#context.terminal.out(parts.join(''));
  }

  end(): Promise<void> {
    return this.#json ? this.#context.terminal.out('\n]\n') : Promise.resolve();
  }
}

async function isHdf5(file: string): Promise<boolean> {
  const signature = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);
  try {
    const handle = await open(file, 'r');
    try {
      const start = Buffer.alloc(signature.length);
      await handle.read(start, 0, start.length, 0);
      return start.equals(signature);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw code === 'ENOENT'
      ? new PhotoelectronError('file-not-found', `The file ${file} does not exist.`, { path: file })
      : new PhotoelectronError(
          'file-unreadable',
          `The file ${file} cannot be read (${code}).`,
          { path: file },
          cause,
        );
  }
}

async function eventIoEntries(
  file: string,
  printer: EntryPrinter,
  { terminal, signal }: CommandContext,
): Promise<boolean> {
  const stream = await openEventIoStream(file, { signal });
  try {
    await printer.begin();
    for await (const nodes of objectTree(stream)) {
      await printer.print(
        nodes.map((node) => ({
          depth: node.depth,
          text: `${node.name}[${node.type}] version ${node.version}, id ${node.id}, ${node.contentLength} bytes at ${node.headerOffset}`,
          json: node,
        })),
      );
    }
    if (stream.truncation === undefined) return true;
    terminal.err(`warning: ${stream.truncation.message}\n`);
    return false;
  } finally {
    await stream.close();
  }
}

async function hdf5Entries(file: string, printer: EntryPrinter): Promise<void> {
  const hdf5 = await openHdf5(file);
  try {
    await printer.begin();
    await hdf5Group(hdf5, '/', 0, printer);
  } finally {
    await hdf5.close();
  }
}

/** Deeper nesting than this is damage or a circle of links. */
const MAX_DEPTH = 64;

async function hdf5Group(
  file: Hdf5File,
  group: string,
  depth: number,
  printer: EntryPrinter,
): Promise<void> {
  if (depth > MAX_DEPTH) {
    throw new PhotoelectronError(
      'format-damaged',
      `${file.path} has groups nested more than ${MAX_DEPTH} deep at ${group}.`,
      { path: file.path, item: group },
    );
  }
  for (const { name, kind } of await file.children(group)) {
    const path = `${group === '/' ? '' : group}/${name}`;
    if (kind === 'group') {
      await printer.print([{ depth, text: `${name}/`, json: { path, kind } }]);
      await hdf5Group(file, path, depth + 1, printer);
      continue;
    }
    let text = `${name} (${kind})`;
    let json: object = { path, kind };
    if (kind === 'dataset') {
      try {
        const { nRows, members, unreadable } = await file.describe(path);
        const columns = members.map(
          ({ name: column, dtype, shape }) =>
            `${column} ${dtype}${shape.length > 0 ? `[${shape.join('×')}]` : ''}`,
        );
        text = `${name}  ${nRows} ${nRows === 1 ? 'row' : 'rows'}: ${[...columns, ...unreadable].join(', ')}`;
        json = { path, kind: 'table', nRows, columns: members, unreadable };
      } catch (error) {
        // A dataset that is no table is listed by name only.
        if (!(error instanceof PhotoelectronError) || error.code !== 'format-unsupported')
          throw error;
      }
    }
    await printer.print([{ depth, text, json }]);
  }
}
