import { Expression } from '../../foundation/expression/expression.ts';
import type { ExpressionColumn } from '../../foundation/expression/expression-columns.ts';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { EventColumn } from './event-columns.ts';
import type { EventTable } from './event-table.ts';

/** Which events, in which order. */
export interface EventChoice {
  /** Expression over the columns; an event passes when one of its images does. Empty: all. */
  readonly filter: string;
  /** Column to sort by. Default: order of the file. */
  readonly sort?: string | undefined;
  readonly descending: boolean;
}

/**
 * The events of a table that pass a filter, in an order. It follows the table as that grows: of new
 * events only the filter is applied.
 */
export class EventList {
  readonly #table: EventTable;
  readonly #filter: Expression | undefined;
  readonly #sort: EventColumn | undefined;
  readonly #descending: boolean;
  /** Events that pass, in the order of the file. */
  #passing: number[] = [];
  #nEvents = 0;
  /** The same, sorted. */
  #order: Int32Array = new Int32Array(0);
  /** Place of each event in the order, -1 where it does not pass. */
  #positions: Int32Array | undefined;

  /** @throws PhotoelectronError `expression-invalid`, `argument-invalid` for an unknown column */
  constructor(table: EventTable, { filter, sort, descending }: EventChoice) {
    this.#table = table;
    this.#filter = filter.trim() === '' ? undefined : new Expression(filter);
    this.#sort = sort === undefined ? undefined : table.column(sort);
    this.#descending = descending;
  }

  /**
   * Places of the events in the file, in the order of the list.
   *
   * @throws PhotoelectronError `expression-invalid`
   */
  order(): Int32Array {
    const { nEvents } = this.#table;
    if (nEvents > this.#nEvents) {
      const passing = this.#pass(this.#nEvents, nEvents);
      for (const event of passing) this.#passing.push(event);
      this.#nEvents = nEvents;
      if (passing.length > 0) {
        this.#order = this.#sorted();
        this.#positions = undefined;
      }
    } else if (nEvents === 0) {
      // A mistake is told also while nothing is there to be filtered.
      this.#pass(0, 0);
    }
    return this.#order;
  }

  /** Place of an event in the list, -1 where it does not pass. */
  position(event: number): number {
    const order = this.order();
    if (this.#positions === undefined) {
      this.#positions = new Int32Array(this.#nEvents).fill(-1);
      for (let i = 0; i < order.length; i++) this.#positions[order[i]] = i;
    }
    return this.#positions[event] ?? -1;
  }

  /** How many events of the list stand before an event, which need not be in the list. */
  positionBefore(event: number): number {
    const order = this.order();
    const compare = this.#comparison();
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(order[middle], event) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Events from `begin` up to `end` that pass, ascending. */
  #pass(begin: number, end: number): Iterable<number> & { readonly length: number } {
    if (this.#filter === undefined) return Array.from({ length: end - begin }, (_, i) => begin + i);
    const mask = this.#passEvents(this.#filter, begin, end);
    const passing: number[] = [];
    for (let i = 0; i < mask.length; i++) if (mask[i] !== 0) passing.push(begin + i);
    return passing;
  }

  /** 1 for each event that passes. */
  #passEvents(filter: Expression, begin: number, end: number): Uint8Array {
    const ofEvents = this.#columns('event', begin, end);
    try {
      return filter.mask({ nRows: end - begin, columns: ofEvents });
    } catch (error) {
      // It is about images, or wrong, which is then found again.
      const isInvalid = error instanceof PhotoelectronError && error.code === 'expression-invalid';
      if (!isInvalid) throw error;
    }
    const { firstImage, nEvents, nImages, eventOfImage } = this.#table;
    const first = begin < nEvents ? firstImage.at(begin) : nImages;
    const last = end < nEvents ? firstImage.at(end) : nImages;
    const columns = this.#columns('image', first, last);
    const events = eventOfImage.values.subarray(first, last);
    for (const name of ofEvents.keys()) {
      const column = ofEvents.get(name)!;
      columns.add(name, () => ({
        ...column,
        data: Float64Array.from(events, (event) => Number(column.data[event - begin])),
      }));
    }
    const mask = filter.mask({ nRows: last - first, columns });
    const passed = new Uint8Array(end - begin);
    for (let i = 0; i < mask.length; i++) if (mask[i] !== 0) passed[events[i] - begin] = 1;
    return passed;
  }

  #columns(of: EventColumn['of'], begin: number, end: number): LazyColumns {
    const { columns, events, images } = this.#table;
    const lazy = new LazyColumns();
    for (const { name, isTruth, of: kind } of columns) {
      if (kind !== of) continue;
      const column = of === 'event' ? events.get(name) : images.get(name);
      lazy.add(name, () => ({ data: column!.values.subarray(begin, end), isTruth }));
    }
    return lazy;
  }

  #sorted(): Int32Array {
    const order = Int32Array.from(this.#passing);
    return this.#sort === undefined && !this.#descending ? order : order.sort(this.#comparison());
  }

  /** By value, undefined ones last, then by place in the file. */
  #comparison(): (a: number, b: number) => number {
    const sign = this.#descending ? -1 : 1;
    const column = this.#sort;
    if (column === undefined) return (a, b) => sign * (a - b);
    const table = this.#table;
    const values = Float64Array.from({ length: table.nEvents }, (_, event) =>
      table.value(column, event),
    );
    return (a, b) => {
      const [x, y] = [values[a], values[b]];
      if (Number.isNaN(x) || Number.isNaN(y))
        return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
      return sign * (x - y) || a - b;
    };
  }
}

/** Columns that are made when an expression asks for them. */
class LazyColumns extends Map<string, ExpressionColumn> {
  readonly #make = new Map<string, () => ExpressionColumn>();

  add(name: string, make: () => ExpressionColumn): void {
    this.#make.set(name, make);
    super.set(name, { data: new Float64Array(0) });
  }

  override get(name: string): ExpressionColumn | undefined {
    return this.#make.get(name)?.();
  }
}

/** Lists that are kept: those of a table, a filter that is being typed, and its steps. */
const MAX_LISTS = 8;

/** The lists of a table that were asked for last. */
export class EventLists {
  readonly #table: EventTable;
  /** The newest last. */
  readonly #lists = new Map<string, EventList>();

  constructor(table: EventTable) {
    this.#table = table;
  }

  /** @throws PhotoelectronError `expression-invalid`, `argument-invalid` */
  get(choice: EventChoice): EventList {
    const key = JSON.stringify([choice.filter.trim(), choice.sort, choice.descending]);
    const list = this.#lists.get(key) ?? new EventList(this.#table, choice);
    // Whether the filter makes sense is known when it is applied.
    list.order();
    this.#lists.delete(key);
    this.#lists.set(key, list);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > MAX_LISTS) this.#lists.delete(oldest);
    return list;
  }
}
