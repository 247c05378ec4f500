import type { Table } from '../../foundation/table.ts';
import type { StoredRows } from '../../formats/hdf5/open-rows.ts';
import type { ProfileBins } from './profile-bins.ts';

/** How a table of events is read. */
export interface EventTable {
  readonly item: string;
  readonly rows: StoredRows;
  /** Columns to read, as far as there are any. */
  readonly columns: readonly string[];
  /** Whether the rows tell the zenith distance. */
  readonly hasZenith: boolean;
  /** Counts the rows of a piece that are of the run. */
  readonly count: (table: Table, obsId: number, bins: ProfileBins) => void;
}
