import {
  observationBlockColumns,
  producerIdColumn,
  schedulingBlockColumns,
} from '../../datamodel/observation-columns.ts';
import { simulationRunColumns } from '../../datamodel/simulation-run-columns.ts';
import { makeColumn } from '../../foundation/make-column.ts';
import type { ColumnMeta, Table } from '../../foundation/table.ts';
import { julianDateFromUnix, taiModifiedJulianDay } from '../../foundation/tai-timestamp.ts';
import type { McRunHeader } from '../../formats/eventio/simtel/mc-run-header.ts';
import type { RunHeader } from '../../formats/eventio/simtel/run-header.ts';
import { clipAltitude } from './clip-altitude.ts';

/** The headers of one run. */
export interface RunHeaders {
  readonly runHeader: RunHeader;
  readonly mcRunHeader?: McRunHeader | undefined;
}

type Names<Columns extends readonly ColumnMeta[]> = Columns[number]['name'];
type Row<Columns extends readonly ColumnMeta[]> = Readonly<Record<Names<Columns>, number>>;

function makeTable<const Columns extends readonly ColumnMeta[]>(
  columns: Columns,
  rows: readonly Row<Columns>[],
): Table {
  return {
    nRows: rows.length,
    columns: columns.map((meta) =>
      makeColumn(
        meta,
        rows.map((row) => row[meta.name as Names<Columns>]),
      ),
    ),
  };
}

/** Configuration of the simulated runs, one row each, as ctapipe fills it. */
export function simulationRunTable(runs: readonly RunHeaders[]): Table {
  const rows: Row<typeof simulationRunColumns>[] = [];
  for (const { runHeader, mcRunHeader: mc } of runs) {
    if (mc === undefined) continue;
    rows.push({
      obs_id: runHeader.run,
      run_number: runHeader.run,
      corsika_version: mc.showerProgVers,
      simtel_version: mc.detectorProgVers,
      energy_range_min: mc.eRange[0],
      energy_range_max: mc.eRange[1],
      prod_site_B_total: mc.bTotal,
      prod_site_B_declination: mc.bDeclination,
      prod_site_B_inclination: mc.bInclination,
      prod_site_alt: mc.obsheight,
      spectral_index: mc.spectralIndex,
      shower_prog_start: mc.showerProgStart,
      shower_prog_id: mc.showerProgId,
      detector_prog_start: mc.detectorProgStart,
      detector_prog_id: mc.detectorProgId,
      n_showers: mc.nShowers,
      shower_reuse: mc.nUse,
      max_alt: clipAltitude(mc.altRange[1]),
      min_alt: clipAltitude(mc.altRange[0]),
      max_az: mc.azRange[1],
      min_az: mc.azRange[0],
      diffuse: mc.diffuse,
      max_viewcone_radius: mc.viewcone[1],
      min_viewcone_radius: mc.viewcone[0],
      max_scatter_range: mc.coreRange[1],
      min_scatter_range: mc.coreRange[0],
      core_pos_mode: mc.corePosMode,
      atmosphere: mc.atmosphere,
      corsika_iact_options: mc.corsikaIactOptions,
      corsika_low_E_model: mc.corsikaLowEModel,
      corsika_high_E_model: mc.corsikaHighEModel,
      corsika_bunchsize: mc.corsikaBunchsize,
      corsika_wlen_min: mc.corsikaWlenMin,
      corsika_wlen_max: mc.corsikaWlenMax,
      corsika_low_E_detail: mc.corsikaLowEDetail,
      corsika_high_E_detail: mc.corsikaHighEDetail,
    });
  }
  return makeTable(simulationRunColumns, rows);
}

function withProducer(table: Table): Table {
  const text = Array.from({ length: table.nRows }, () => 'simulation');
  return { ...table, columns: [...table.columns, { meta: producerIdColumn, text }] };
}

/** Scheduling blocks of simulated runs: every run is its own block, as ctapipe fills it. */
export function schedulingBlockTable(runs: readonly RunHeaders[]): Table {
  const rows = runs.map(({ runHeader }) => ({
    sb_id: runHeader.run,
    sb_type: 0,
    observing_mode: -1,
    pointing_mode: 1,
  }));
  return withProducer(makeTable(schedulingBlockColumns, rows));
}

/** Observation blocks of simulated runs, as ctapipe fills them. */
export function observationBlockTable(runs: readonly RunHeaders[]): Table {
  const rows = runs.map(({ runHeader }) => {
    const start = taiModifiedJulianDay(julianDateFromUnix(runHeader.time, 0));
    return {
      obs_id: runHeader.run,
      sb_id: runHeader.run,
      state: 1,
      subarray_pointing_lat: (runHeader.direction[1] * 180) / Math.PI,
      subarray_pointing_lon: (runHeader.direction[0] * 180) / Math.PI,
      subarray_pointing_frame: 0,
      scheduled_duration: NaN,
      scheduled_start_time: start,
      actual_start_time: start,
      actual_duration: NaN,
    };
  });
  return withProducer(makeTable(observationBlockColumns, rows));
}
