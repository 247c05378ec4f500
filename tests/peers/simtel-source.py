"""What ctapipe's SimTelEventSource gives for sim_telarray files.

Arguments: output folder, then for each file its path, the focal length choice and whether
calibration events are kept (0 or 1). Arrays and notes of file number i are named `i/...`. Of pixels
that must be identical the CRC-32 of the bytes is written.
"""

import sys
import warnings
import zlib

import numpy as np
from astropy import units as u
from ctapipe.io import SimTelEventSource
from ctapipe.io.simteleventsource import apply_simtel_r1_calibration
from ctapipe.time import time_to_ctao_high_res
from exchange import write

warnings.simplefilter("ignore")


def plain(value):
    if isinstance(value, u.Quantity):
        return float(value.value)
    return float(value)


def add(table, **values):
    for name, value in values.items():
        table.setdefault(name, []).append(value)


def checksum(values):
    return zlib.crc32(np.ascontiguousarray(values).tobytes())


def finite(value):
    """NaN as None, which JSON can hold."""
    if isinstance(value, dict):
        return {key: finite(each) for key, each in value.items()}
    if isinstance(value, list):
        return [finite(each) for each in value]
    return None if isinstance(value, float) and np.isnan(value) else value


def read(path, choice, calibration):
    source = SimTelEventSource(
        path, focal_length_choice=choice, skip_calibration_events=calibration == "0"
    )
    arrays, notes = {}, {}
    subarray = source.subarray

    telescopes, cameras = [], []
    for tel_id in sorted(subarray.tel):
        telescope = subarray.tel[tel_id]
        optics, geometry, readout = telescope.optics, telescope.camera.geometry, telescope.camera.readout
        key = (
            geometry.name,
            geometry.pix_x.value.tobytes(),
            readout.reference_pulse_shape.tobytes(),
            readout.n_samples,
            readout.n_channels,
        )
        if key not in cameras:
            cameras.append(key)
            name = f"camera{len(cameras) - 1}"
            arrays[f"{name}/pix_x"] = geometry.pix_x.to_value("m").astype(float)
            arrays[f"{name}/pix_y"] = geometry.pix_y.to_value("m").astype(float)
            arrays[f"{name}/pix_area"] = geometry.pix_area.to_value("m2").astype(float)
            arrays[f"{name}/pulse"] = np.asarray(readout.reference_pulse_shape, dtype=float)
            matrix = geometry.neighbor_matrix_sparse.tocsr()
            matrix.sort_indices()
            arrays[f"{name}/indptr"] = matrix.indptr.astype(np.int32)
            arrays[f"{name}/indices"] = matrix.indices.astype(np.int32)
        telescopes.append(
            {
                "tel_id": int(tel_id),
                "type": str(telescope),
                "name": telescope.name,
                "camera": cameras.index(key),
                "position": [float(x) for x in subarray.positions[tel_id].to_value("m")],
                "size_type": str(optics.size_type.value),
                "reflector_shape": optics.reflector_shape.value,
                "equivalent_focal_length": float(optics.equivalent_focal_length.to_value("m")),
                "effective_focal_length": float(optics.effective_focal_length.to_value("m")),
                "n_mirrors": int(optics.n_mirrors),
                "n_mirror_tiles": int(optics.n_mirror_tiles),
                "mirror_area": float(optics.mirror_area.to_value("m2")),
                "camera_name": geometry.name,
                "pix_type": geometry.pix_type.value,
                "pix_rotation": float(geometry.pix_rotation.deg),
                "cam_rotation": float(geometry.cam_rotation.deg),
                "sampling_rate": float(readout.sampling_rate.to_value("GHz")),
                "pulse_width": float(readout.reference_pulse_sample_width.to_value("ns")),
                "n_channels": int(readout.n_channels),
                "n_pixels": int(readout.n_pixels),
                "n_samples": int(readout.n_samples),
            }
        )
    location = subarray.reference_location.to_geodetic()
    notes["subarray"] = {
        "name": subarray.name,
        "telescopes": telescopes,
        "location": [
            float(location.lon.deg),
            float(location.lat.deg),
            float(location.height.to_value("m")),
        ],
    }
    tel_ids = [telescope["tel_id"] for telescope in telescopes]


    config = source.simulation_config[source.obs_id]
    notes["run"] = {key: plain(value) for key, value in config.items()} | {"obs_id": int(source.obs_id)}
    block = source.observation_blocks[source.obs_id]
    notes["observation"] = {
        "obs_id": int(block.obs_id),
        "lat": float(block.subarray_pointing_lat.to_value("deg")),
        "lon": float(block.subarray_pointing_lon.to_value("deg")),
        "start": float(block.actual_start_time.tai.mjd),
        "state": int(block.state.value),
        "frame": int(block.subarray_pointing_frame.value),
    }
    scheduling = source.scheduling_blocks[source.sb_id]
    notes["scheduling"] = {
        "sb_id": int(scheduling.sb_id),
        "sb_type": int(scheduling.sb_type.value),
        "observing_mode": int(scheduling.observing_mode.value),
        "pointing_mode": int(scheduling.pointing_mode.value),
    }
    profile = source.atmosphere_density_profile
    if profile is not None and not isinstance(profile, list):
        for name, unit in (("height", "km"), ("density", "g cm-3"), ("column_density", "g cm-2")):
            arrays[f"atmosphere/{name}"] = profile.table[name].to_value(unit)

    events, rows = {}, {}

    row = 0
    for event in source:
        shower = event.simulation.shower
        pointing = event.monitoring.pointing
        mask = np.isin(tel_ids, event.trigger.tels_with_trigger)
        add(
            events,
            event_id=event.index.event_id,
            event_type=event.trigger.event_type.value,
            time=time_to_ctao_high_res(event.trigger.time),
            tels_with_trigger=mask,
            array_alt=pointing.array_altitude.to_value("deg"),
            array_az=pointing.array_azimuth.to_value("deg"),
            **{
                name: plain(shower[name].to(unit) if unit else shower[name]) if shower else np.nan
                for name, unit in (
                    ("energy", "TeV"),
                    ("alt", "deg"),
                    ("az", "deg"),
                    ("core_x", "m"),
                    ("core_y", "m"),
                    ("h_first_int", "m"),
                    ("x_max", "g cm-2"),
                    ("starting_grammage", "g cm-2"),
                    ("shower_primary_id", None),
                )
            },
        )
        for tel_id, r0 in event.r0.tel.items():
            trigger = event.trigger.tel[tel_id]
            simulated = event.simulation.tel[tel_id]
            tracking = event.monitoring.tel[tel_id].pointing
            coefficients = event.monitoring.tel[tel_id].camera.coefficients
            raw = event.meta["simtel_event"]
            monitoring = raw["camera_monitorings"][tel_id]
            present = simulated.true_image is not None and bool(np.all(simulated.true_image >= 0))
            sum_ = simulated.true_image_sum
            add(
                rows,
                event=len(events["event_id"]) - 1,
                tel_id=tel_id,
                time=time_to_ctao_high_res(trigger.time),
                event_type=trigger.event_type.value,
                n_trigger_pixels=trigger.n_trigger_pixels,
                shape=list(r0.waveform.shape),
                true_image_sum=-1 if np.isnan(sum_) else sum_,
                true_image_present=present,
                has_true_image=simulated.true_image is not None,
                impact=plain(simulated.impact.distance.to("m")),
                alt=tracking.altitude.to_value("deg"),
                az=tracking.azimuth.to_value("deg"),
            )
            pedestal = monitoring["pedestal"] / monitoring["n_ped_slices"]
            true_image = simulated.true_image if simulated.true_image is not None else []
            add(
                rows,
                r0=checksum(r0.waveform),
                pedestal=checksum(pedestal.astype(np.float32)),
                factor=checksum(raw["laser_calibrations"][tel_id]["calib"].astype(np.float32)),
                time_shift=checksum(np.asarray(coefficients.time_shift, dtype=np.float32)),
                outlier=checksum(np.asarray(coefficients.outlier_mask).astype(np.uint8)),
                true_image=checksum(np.asarray(true_image, dtype=np.int32)),
            )
            if trigger.trigger_pixels is not None:
                arrays[f"trigger_pixels/{row}"] = np.asarray(trigger.trigger_pixels, dtype=np.int32)
            # Some pixels of the calibrated waveforms of all gains, made by the reference itself.
            r1 = apply_simtel_r1_calibration(
                r0.waveform, pedestal, raw["laser_calibrations"][tel_id]["calib"]
            )
            arrays[f"r1/{row}"] = np.asarray(r1[:, ::97], dtype=np.float32)
            row += 1

    notes["n_events"], notes["n_rows"] = len(events.get("event_id", ())), row
    types = {"event_id": np.float64, "event_type": np.uint8, "time": np.uint32, "event": np.int32}
    types |= {"tels_with_trigger": np.uint8, "tel_id": np.int32, "n_trigger_pixels": np.int32}
    types |= {"shape": np.int32, "true_image_sum": np.int32, "true_image_present": np.uint8}
    types |= {"has_true_image": np.uint8}
    for name in ("r0", "pedestal", "factor", "time_shift", "outlier", "true_image"):
        types[name] = np.uint32
    for prefix, table in (("event", events), ("row", rows)):
        for name, values in table.items():
            arrays[f"{prefix}/{name}"] = np.array(values, dtype=types.get(name, np.float64))
    distributions = source.simulated_shower_distributions
    if distributions:
        distribution = distributions[source.obs_id]
        notes["distribution"] = {
            "hist_id": int(distribution.hist_id),
            "n_entries": int(distribution.n_entries),
        }
        arrays["distribution/bins_energy"] = distribution.bins_energy.to_value("TeV")
        arrays["distribution/bins_core_dist"] = distribution.bins_core_dist.to_value("m")
        arrays["distribution/histogram"] = np.asarray(distribution.histogram, dtype=np.float32)
    return arrays, notes


all_arrays, all_notes = {}, {}
jobs = sys.argv[2:]
for index in range(0, len(jobs), 3):
    try:
        arrays, notes = read(*jobs[index : index + 3])
    except BaseException as error:  # StopIteration is how the reference refuses a bare header
        arrays, notes = {}, {"refused": type(error).__name__}
    all_arrays |= {f"{index // 3}/{name}": values for name, values in arrays.items()}
    all_notes[str(index // 3)] = finite(notes)
write(sys.argv[1], all_arrays, all_notes)
