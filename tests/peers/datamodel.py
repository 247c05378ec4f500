"""Lists the fields and units of ctapipe's containers, by table of the data model.

Arguments: output folder.
"""

import sys

import exchange
from ctapipe import containers as c
from ctapipe.io.datawriter import DATA_MODEL_VERSION

# Containers of each table and the prefix that the writer gives their columns.
INDEX, TEL_INDEX = (c.EventIndexContainer, ""), (c.TelEventIndexContainer, "")
PARAMETERS = [
    (c.LeakageContainer, "leakage"),
    (c.ConcentrationContainer, "concentration"),
    (c.MorphologyContainer, "morphology"),
    (c.IntensityStatisticsContainer, "intensity"),
]
TABLES = {
    "/configuration/observation/scheduling_block": [(c.SchedulingBlockContainer, "")],
    "/configuration/observation/observation_block": [(c.ObservationBlockContainer, "")],
    "/configuration/simulation/run": [(c.SimulationConfigContainer, "")],
    "/configuration/telescope/pointing/{tel}": [
        (c.TelescopeConfigurationIndexContainer, ""),
        (c.TelescopePointingContainer, "telescope_pointing"),
    ],
    "/simulation/service/shower_distribution": [(c.SimulatedShowerDistribution, "")],
    "/simulation/event/subarray/shower": [INDEX, (c.SimulatedShowerContainer, "true")],
    "/simulation/event/telescope/impact/{tel}": [
        TEL_INDEX,
        (c.TelescopeImpactParameterContainer, "true_impact"),
    ],
    "/simulation/event/telescope/parameters/{tel}": [
        TEL_INDEX,
        (c.HillasParametersContainer, "true_hillas"),
        (c.CameraHillasParametersContainer, "true_camera_frame_hillas"),
        *[(container, f"true_{prefix}") for container, prefix in PARAMETERS],
    ],
    "/dl1/event/subarray/trigger": [INDEX, (c.TriggerContainer, "")],
    "/dl1/event/telescope/trigger": [TEL_INDEX, (c.TelescopeTriggerContainer, "")],
    "/dl1/event/telescope/images/{tel}": [TEL_INDEX, (c.DL1CameraContainer, "")],
    "/dl1/event/telescope/parameters/{tel}": [
        TEL_INDEX,
        (c.HillasParametersContainer, "hillas"),
        (c.TimingParametersContainer, "timing"),
        (c.CameraHillasParametersContainer, "camera_frame_hillas"),
        (c.CameraTimingParametersContainer, "camera_frame_timing"),
        *PARAMETERS,
        (c.PeakTimeStatisticsContainer, "peak_time"),
        (c.CoreParametersContainer, "core"),
    ],
    "/dl1/event/telescope/muon/{tel}": [
        TEL_INDEX,
        (c.MuonRingContainer, "muonring"),
        (c.MuonParametersContainer, "muonparameters"),
        (c.MuonEfficiencyContainer, "muonefficiency"),
    ],
    "/dl2/event/subarray/geometry/{algorithm}": [
        INDEX,
        (c.ReconstructedGeometryContainer, "{algorithm}"),
    ],
    "/dl2/event/telescope/impact/{algorithm}/{tel}": [
        TEL_INDEX,
        (c.TelescopeImpactParameterContainer, "{algorithm}_tel_impact"),
    ],
}

tables, fields = {}, {}
for path, parts in TABLES.items():
    columns, names = {}, {}
    for container, prefix in parts:
        for name, field in container.fields.items():
            column = f"{prefix}_{name}" if prefix else name
            unit = field.unit or getattr(field.default, "unit", None)
            if name == "atmosphere":
                unit = None  # the default is in m, but what is written is a plain number
            columns[column] = "" if unit is None else unit.to_string("vounit")
            names[column] = name
    tables[path], fields[path] = columns, names
exchange.write(
    sys.argv[1], {}, {"version": DATA_MODEL_VERSION, "tables": tables, "fields": fields}
)
