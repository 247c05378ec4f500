import type { Configuration } from '../../config/configuration.ts';
import type { ConfigurationDocument } from '../../config/configuration-schema.ts';

/** How a file is opened to look at its events. */
export interface EventFileRequest {
  readonly path: string;
  readonly configuration: Configuration;
  readonly focalLengthChoice?: 'EFFECTIVE' | 'EQUIVALENT';
  /** Also events that the configuration leaves out. */
  readonly allEvents: boolean;
}

/** The configuration with what the request says otherwise. */
export function documentOf({
  configuration,
  focalLengthChoice,
  allEvents,
}: EventFileRequest): ConfigurationDocument {
  const { document } = configuration;
  const { source, event_type_filter, software_trigger } = document;
  return {
    ...document,
    source: {
      focal_length_choice: focalLengthChoice ?? source.focal_length_choice,
      skip_calibration_events: !allEvents && source.skip_calibration_events,
    },
    event_type_filter: allEvents ? { allowed_types: null } : event_type_filter,
    software_trigger: allEvents
      ? { min_telescopes: 0, min_telescopes_of_type: 0, allowed_telescope_event_types: null }
      : software_trigger,
  };
}
