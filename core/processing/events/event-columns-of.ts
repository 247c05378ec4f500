import type { EventSource } from '../../sources/event-source.ts';
import type { CustomSteps } from '../custom/custom-steps.ts';
import type { AnalysisPlan } from '../plan/analysis-plan.ts';
import { type EventColumn, eventColumns } from './event-columns.ts';

/** The columns that the steps of a plan make of a file. */
export function eventColumnsOf(
  { isSimulation }: EventSource,
  { document }: AnalysisPlan,
  custom: CustomSteps,
): EventColumn[] {
  const { image_parameters, stereo, output } = document;
  return eventColumns({
    isSimulation,
    frame: image_parameters.use_telescope_frame ? 'TelescopeFrame' : 'CameraFrame',
    algorithms: stereo.reconstructors.map(({ type }) => type),
    hasMuons: output.write_muon_parameters,
    custom: image_parameters.custom.flatMap(({ name }) => custom.parameters(name).step.columns),
  });
}
