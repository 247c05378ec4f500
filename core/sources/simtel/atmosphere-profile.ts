import {
  atmosphereTableColumns,
  fiveLayerAtmosphereColumns,
} from '../../datamodel/atmosphere-profile-columns.ts';
import { makeColumn } from '../../foundation/make-column.ts';
import type { Table } from '../../foundation/table.ts';
import type { AtmosphericProfile } from '../../formats/eventio/iact/atmospheric-profile.ts';

/**
 * The atmosphere of a simulation as ctapipe keeps it: the table of heights and densities (levels
 * below the sea or without air left out) if there is one, else CORSIKA's five layers. ctapipe 0.32
 * describes the same choice but fails on a file without the table.
 *
 * @returns undefined when the file has neither
 */
export function atmosphereProfileTable(profile: AtmosphericProfile): Table | undefined {
  const attributes = {
    observation_level: profile.obslevel,
    atmosphere_id: profile.id,
    atmosphere_name: profile.name,
    ...(profile.htoa === undefined ? {} : { atmosphere_height: profile.htoa }),
    TAB_VER: 1,
  };
  const { altitudeKm, rho, thickness } = profile;
  const levels = [...altitudeKm.keys()].filter(
    (i) => altitudeKm[i] >= 0 && rho[i] > 0 && thickness[i] > 0,
  );
  if (levels.length > 0) {
    const sources = [altitudeKm, rho, thickness];
    return {
      nRows: levels.length,
      columns: atmosphereTableColumns.map((meta, column) =>
        makeColumn(
          meta,
          levels.map((level) => sources[column][level]),
        ),
      ),
      attributes: { ...attributes, TAB_TYPE: 'ctapipe.atmosphere.TableAtmosphereDensityProfile' },
    };
  }
  const layers = profile.fiveLayerAtmosphere;
  if (layers === undefined) return undefined;
  return {
    nRows: 5,
    columns: fiveLayerAtmosphereColumns.map((meta, column) =>
      makeColumn(
        meta,
        [0, 1, 2, 3, 4].map((row) => layers[5 * row + column]),
      ),
    ),
    attributes: { ...attributes, TAB_TYPE: 'ctapipe.atmosphere.FiveLayerAtmosphereDensityProfile' },
  };
}
