"""Reads products of ours with PyTables and ctapipe and hands back what they see.

Arguments: output folder, product, second product of another run (to be merged).
"""

import pathlib
import subprocess
import sys

import exchange
import numpy as np
import tables
from ctapipe.instrument import FocalLengthKind, SubarrayDescription
from ctapipe.io import HDF5EventSource, TableLoader
from ctapipe.io.hdf5tableio import get_column_attrs

folder, product, second = sys.argv[1:4]
arrays, notes = {}, {}

# PyTables: every column of every table, text decoded, units and other attributes.
with tables.open_file(product) as file:
    texts, units, kinds, titles = {}, {}, {}, {}
    for table in file.walk_nodes("/", "Table"):
        path = table._v_pathname
        rows = table.read()
        titles[path] = str(table.title)
        for name, attrs in get_column_attrs(table).items():
            key = f"{path}:{name}"
            if rows[name].dtype.kind == "S":
                texts[key] = [value.decode("utf-8") for value in rows[name]]
            else:
                arrays[key] = rows[name]
            units[key] = str(attrs.get("UNIT", ""))
            if "ENUM" in attrs:
                kinds[key] = attrs["ENUM"].__name__
    notes.update(texts=texts, units=units, kinds=kinds, titles=titles)
    notes["configuration"] = file.root.provenance.configuration.read().decode()
    notes["complete"] = bool(file.root._v_attrs["PHOTOELECTRON COMPLETE"])

# The instrument.
subarray = SubarrayDescription.from_hdf(product, focal_length_choice=FocalLengthKind.EFFECTIVE)
arrays["subarray:tel_id"] = np.array(list(subarray.tel))
arrays["subarray:position"] = np.array([p.to_value("m") for p in subarray.positions.values()])
location = subarray.reference_location.geodetic
arrays["subarray:location"] = np.array(
    [location.lon.to_value("deg"), location.lat.to_value("deg"), location.height.to_value("m")]
)
notes["descriptions"] = [str(tel) for tel in subarray.tel.values()]
for tel_id, tel in subarray.tel.items():
    key = f"camera:{tel_id}"
    geometry, readout = tel.camera.geometry, tel.camera.readout
    arrays[f"{key}:pix_x"] = geometry.pix_x.to_value("m")
    arrays[f"{key}:pix_area"] = geometry.pix_area.to_value("m2")
    arrays[f"{key}:pulse"] = readout.reference_pulse_shape
    arrays[f"{key}:numbers"] = np.array(
        [
            geometry.pix_rotation.deg,
            geometry.cam_rotation.deg,
            geometry.frame.focal_length.to_value("m"),
            readout.sampling_rate.to_value("GHz"),
            readout.n_samples,
            tel.optics.mirror_area.to_value("m2"),
        ]
    )

# ctapipe's event source, event by event.
events = []
with HDF5EventSource(product) as source:
    notes["datalevels"] = sorted(level.name for level in source.datalevels)
    for event in source:
        for tel_id in event.trigger.tel:
            dl1 = event.dl1.tel[tel_id]
            events.append(
                (
                    event.index.obs_id,
                    event.index.event_id,
                    tel_id,
                    event.trigger.event_type.value,
                    event.trigger.time.unix_tai,
                    event.simulation.shower.energy.to_value("TeV"),
                    event.simulation.tel[tel_id].true_image.sum(),
                    event.simulation.tel[tel_id].impact.distance.to_value("m"),
                    dl1.image.astype(float).sum(),
                    dl1.image_mask.sum(),
                    dl1.parameters.hillas.length.to_value("deg"),
                    dl1.parameters.timing.slope.to_value("1/deg"),
                    event.r1.tel[tel_id].waveform.astype(float).sum(),
                    event.muon.tel[tel_id].ring.radius.to_value("deg"),
                    event.dl2.stereo.geometry["HillasReconstructor"].h_max.to_value("m"),
                    event.dl2.tel[tel_id].impact["HillasReconstructor"].distance.to_value("m"),
                    event.monitoring.tel[tel_id].pointing.altitude.to_value("rad"),
                )
            )
    notes["n_simulation_runs"] = len(source.simulation_config)
    profile = source.atmosphere_density_profile
    notes["atmosphere"] = type(profile).__name__
arrays["events"] = np.array(events, dtype=float)

# ctapipe's table loader, all tables joined.
with TableLoader(product) as loader:
    by_type = loader.read_telescope_events_by_type(
        dl1_images=True, true_images=True, true_parameters=True
    )
    notes["types"] = {str(kind): len(table) for kind, table in by_type.items()}
    notes["image_shapes"] = {str(kind): table["image"].shape[1] for kind, table in by_type.items()}
    joined = loader.read_telescope_events(true_parameters=True)
    arrays["joined:event_id"] = np.array(joined["event_id"])
    arrays["joined:tel_id"] = np.array(joined["tel_id"])
    arrays["joined:true_energy"] = np.array(joined["true_energy"])
    arrays["joined:hillas_length"] = np.array(joined["hillas_length"])
    notes["joined"] = {
        "true_energy": str(joined["true_energy"].unit),
        "timing_slope": str(joined["timing_slope"].unit),
        "HillasReconstructor_alt": str(joined["HillasReconstructor_alt"].unit),
        "tel_impact": str(joined["HillasReconstructor_tel_impact_distance"].unit),
    }

# ctapipe's merge tool.
merged = pathlib.Path(folder) / "merged.h5"
merge = pathlib.Path(sys.executable).with_name("ctapipe-merge")
run = subprocess.run(
    [merge, product, second, f"--output={merged}", "--overwrite"],
    capture_output=True,
    text=True,
    cwd=folder,
)
if run.returncode != 0:
    sys.exit(f"ctapipe-merge failed:\n{run.stdout}{run.stderr}")
with tables.open_file(merged) as file, tables.open_file(product) as first:
    notes["merged_factor"] = {
        table._v_pathname: len(file.get_node(table._v_pathname)) / max(len(table), 1)
        for table in first.walk_nodes("/", "Table")
        if table._v_pathname in file
    }
    notes["merged_obs_ids"] = sorted({int(i) for i in file.root.dl1.event.subarray.trigger.col("obs_id")})

exchange.write(folder, arrays, notes)
