import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import { EngineError } from '../../../core/contract/engine-error.ts';
import { useEngine } from '../../engine/engine-link.ts';
import { isColumnShown } from '../../table/column-arrangement.ts';
import { type PagedRows, usePagedRows } from '../../table/use-paged-rows.ts';
import { useEventChoices } from './event-choices.ts';
import { eventListColumns, type EventRow, eventRows } from './event-row.ts';
import { useEventStepper } from './event-stepper-store.ts';
import { useOpenedFiles } from './opened-files-store.ts';

/** Columns of the contract's limit. */
const MOST_COLUMNS = 50;

/** Rows of the list of events, as far as they are looked at. */
export const useEventList = defineStore('event-list', () => {
  const engine = useEngine();
  const { state } = useEventChoices();
  const files = useOpenedFiles();
  const stepper = useEventStepper();

  const columns = computed(() => eventListColumns(files.current?.session?.columns ?? []));
  const arrangement = computed({
    get: () => ({ shown: state.listShown, widths: state.listWidths }),
    set: ({ shown, widths }) => {
      state.listShown = definedOnly(shown);
      state.listWidths = definedOnly(widths);
    },
  });
  /** Columns that the engine is asked for beside those of every event. */
  const wanted = computed(() => {
    const known = new Set(files.current?.session?.columns.map(({ name }) => name));
    return columns.value
      .filter((column) => known.has(column.key) && isColumnShown(column, arrangement.value))
      .map(({ key }) => key)
      .slice(0, MOST_COLUMNS);
  });

  const rows: PagedRows<EventRow> = usePagedRows<EventRow>(async (offset, limit, signal) => {
    const id = stepper.session?.id;
    // What is known stays until the file is open again.
    if (id === undefined) return { total: rows.rowCount.value, rows: [] };
    const params = { id, ...stepper.choice, columns: wanted.value, offset, limit };
    const answer = await engine.request('events.list', params, { signal });
    return { total: answer.total, rows: eventRows(answer) };
  });

  watch([() => state.path, () => stepper.choice], rows.clear);
  watch([() => stepper.session?.id, wanted, () => files.current?.index], ([id]) => {
    if (id !== undefined) rows.reload();
  });

  const error = computed(() => {
    const thrown = rows.error.value;
    const isTold = thrown instanceof EngineError && thrown.code !== 'connection-closed';
    return isTold && thrown.code !== 'cancelled' ? thrown : undefined;
  });
  /** Place of an event in the list, where it is known. */
  function positionOf(index: string | number): number | undefined {
    const { place } = stepper;
    return place?.index === index ? (place.position ?? undefined) : undefined;
  }

  return {
    columns,
    arrangement,
    rowCount: rows.rowCount,
    row: rows.row,
    need: rows.need,
    reload: rows.reload,
    isWaiting: rows.isWaiting,
    error,
    positionOf,
  };
});

function definedOnly<T>(values: Readonly<Partial<Record<string, T>>>): Record<string, T> {
  const entries = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : ([[key, value]] as const),
  );
  return Object.fromEntries(entries);
}
