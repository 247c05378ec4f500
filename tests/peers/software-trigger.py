"""ctapipe's SoftwareTrigger on random triggers; arguments: number of events, a sim_telarray file."""

import sys
import warnings

import numpy as np
from ctapipe.containers import ArrayEventContainer, EventType, TelescopeTriggerContainer
from ctapipe.instrument import SoftwareTrigger, SubarrayDescription

import exchange

warnings.simplefilter("ignore")
TYPES = [EventType.SUBARRAY, EventType.MUON, EventType.RANDOM_MONO]
# Options in the reference's form: rules are ("type", pattern, value).
OPTIONS = [
    {},
    {"min_telescopes": 2},
    {"min_telescopes": 2, "min_telescopes_of_type": [("type", "*", 0), ("type", "LST*", 2)]},
    {"min_telescopes_of_type": 3},
    {"min_telescopes_of_type": [("type", "*", 2), ("type", "*Cam", 1), ("type", "MST*", 4)]},
    {"min_telescopes": 3, "allowed_telescope_event_types": ["SUBARRAY", "MUON"]},
    {
        "allowed_telescope_event_types": ["RANDOM_MONO"],
        "min_telescopes_of_type": [("type", "*", 1), ("type", "LST*", 2)],
    },
]


def main(folder, n_events, path):
    rng = np.random.default_rng(9)
    subarray = SubarrayDescription.read(path, focal_length_choice="EFFECTIVE")
    tel_ids = np.array(subarray.tel_ids)
    before = rng.random((n_events, len(tel_ids))) < rng.random((n_events, 1)) ** 2
    types = rng.choice([t.value for t in TYPES], before.shape, p=[0.7, 0.2, 0.1])
    arrays = {"before": before, "types": types.astype(np.uint8)}
    for number, options in enumerate(OPTIONS):
        trigger = SoftwareTrigger(subarray, **options)
        kept, after = np.zeros(n_events, dtype=bool), np.zeros_like(before)
        for i in range(n_events):
            event = ArrayEventContainer()
            event.trigger.tels_with_trigger = tel_ids[before[i]]
            for tel_id, event_type in zip(tel_ids[before[i]], types[i][before[i]]):
                event.trigger.tel[tel_id] = TelescopeTriggerContainer(
                    event_type=EventType(event_type)
                )
            kept[i] = trigger(event)
            after[i] = np.isin(tel_ids, event.trigger.tels_with_trigger)
            left = sorted(event.trigger.tel)
            assert left == sorted(event.trigger.tels_with_trigger)
        arrays[f"{number}/kept"] = kept
        arrays[f"{number}/after"] = after
    notes = {
        "options": [
            {
                **options,
                "allowed_telescope_event_types": [
                    EventType[t].value for t in options["allowed_telescope_event_types"]
                ],
            }
            if "allowed_telescope_event_types" in options
            else options
            for options in OPTIONS
        ],
        "tel_ids": [int(t) for t in tel_ids],
        "telescope_types": [str(subarray.tel[t]) for t in tel_ids],
    }
    exchange.write(folder, arrays, notes)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
