"""Calibration, gain selection and charge extraction by ctapipe.

extraction.py OUT ROWS PIXELS FILE...

From each sim_telarray file take ROWS telescope events of every kind of camera and dump raw and
calibrated waveforms, the calibrations, and what every extractor, the whole CameraCalibrator and the
data volume reduction make of them. PIXELS above 0 cuts the cameras down to that many pixels around
the brightest one. The fixture is made by

    extraction.py ../fixtures/extraction 1 110 aux_traces_2030.simtel.zst aux_traces_2029.simtel.zst
"""

import functools
import logging
import pathlib
import sys
import warnings

import astropy.units as u
import exchange
import numpy as np

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from ctapipe.calib import CameraCalibrator  # noqa: E402
from ctapipe.calib.camera.gainselection import ThresholdGainSelector  # noqa: E402
from ctapipe.containers import ArrayEventContainer, CameraCalibrationContainer  # noqa: E402
from ctapipe.fitting import lts_linear_regression  # noqa: E402
from ctapipe.image import timing  # noqa: E402
from ctapipe.image.extractor import ImageExtractor  # noqa: E402
from ctapipe.image.reducer import TailCutsDataVolumeReducer  # noqa: E402
from ctapipe.instrument import (  # noqa: E402
    CameraDescription,
    SubarrayDescription,
    TelescopeDescription,
)
from ctapipe.io import SimTelEventSource, simteleventsource  # noqa: E402

# Every extractor at its defaults and with every option changed.
CONFIGURATIONS = [
    ("FullWaveformSum", {}),
    ("FixedWindowSum", {"peak_index": 12}),
    ("FixedWindowSum", {"peak_index": 3, "window_width": 9, "window_shift": 5}),
    (
        "FixedWindowSum",
        {"peak_index": 20, "window_width": 30, "apply_integration_correction": False},
    ),
    ("GlobalPeakWindowSum", {}),
    ("GlobalPeakWindowSum", {"pixel_fraction": 0.05, "window_width": 12, "window_shift": 4}),
    ("LocalPeakWindowSum", {}),
    (
        "LocalPeakWindowSum",
        {"window_width": 8, "window_shift": 4, "apply_integration_correction": False},
    ),
    ("SlidingWindowMaxSum", {}),
    ("SlidingWindowMaxSum", {"window_width": 5, "apply_integration_correction": False}),
    ("NeighborPeakWindowSum", {}),
    ("NeighborPeakWindowSum", {"local_weight": 1, "window_width": 5, "window_shift": 1}),
    ("NeighborPeakWindowSum", {"local_weight": 3, "apply_integration_correction": False}),
    ("BaselineSubtractedNeighborPeakWindowSum", {}),
    (
        "BaselineSubtractedNeighborPeakWindowSum",
        {"baseline_start": 2, "baseline_end": 7, "local_weight": 1},
    ),
    ("TwoPassWindowSum", {}),
    ("TwoPassWindowSum", {"core_threshold": 10.0, "apply_integration_correction": False}),
    ("TwoPassWindowSum", {"disable_second_pass": True}),
    ("FlashCamExtractor", {}),
    (
        "FlashCamExtractor",
        {
            "upsampling": 2,
            "window_width": 5,
            "window_shift": 2,
            "local_weight": 1,
            "effective_time_profile_std": 0.0,
            "neighbour_sum_clipping": 0.0,
            "leading_edge_timing": False,
        },
    ),
    (
        "FlashCamExtractor",
        {"neighbour_sum_clipping": 2.0, "leading_edge_rel_descend_limit": 0.2, "upsampling": 1},
    ),
    ("VarianceExtractor", {}),
]

calibrations = {}
fitted_pixels = []
unreadable = []



def fit_line(x, y, samples):
    """The reference's fit with more starts.

    Its five random pairs of points make the answer depend on what was fitted before; with many it
    finds the best line, which does not.
    """
    fitted_pixels.append(len(x))
    return lts_linear_regression(x, y, samples=400)


timing.lts_linear_regression = fit_line


def counting_fits(results):
    """List the results and the number of points in the line fit of each (0: none)."""
    listed, counts = [], []
    fitted_pixels.clear()
    for result in results:
        listed.append(result)
        counts.append(fitted_pixels[-1] if fitted_pixels else 0)
        fitted_pixels.clear()
    return listed, counts

original = simteleventsource.apply_simtel_r1_calibration


def record_calibration(r0, pedestal, factor, calib_scale=1.0, calib_shift=0.0):
    """Keep what the source calibrates with; events do not carry it."""
    result = original(r0, pedestal, factor, calib_scale, calib_shift)
    calibrations[id(r0)] = (pedestal, factor, result)
    return result


simteleventsource.apply_simtel_r1_calibration = record_calibration


def camel(options):
    """Names of the options as TypeScript writes them."""
    return {
        "".join([key.split("_")[0]] + [part.title() for part in key.split("_")[1:]]): value
        for key, value in options.items()
    }


def collect(path, rows_per_kind):
    """Telescope events of one file, by kind of camera."""
    kinds = []
    try:
        source = SimTelEventSource(path, focal_length_choice="EQUIVALENT", max_events=12)
        for event in source:
            for tel_id in event.r0.tel:
                camera = source.subarray.tel[tel_id].camera
                for kind in kinds:
                    if kind["camera"] == camera:
                        break
                else:
                    kind = {
                        "camera": camera,
                        "optics": source.subarray.tel[tel_id].optics,
                        "location": source.subarray.reference_location,
                        "rows": [],
                    }
                    kinds.append(kind)
                if len(kind["rows"]) >= rows_per_kind:
                    continue
                r0 = event.r0.tel[tel_id].waveform
                pedestal, factor, full = calibrations[id(r0)]
                coefficients = event.monitoring.tel[tel_id].camera.coefficients
                kind["rows"].append(
                    {
                        "tel_id": tel_id,
                        "r0": r0,
                        "pedestal": pedestal,
                        "factor": factor,
                        "full": full,
                        "r1": event.r1.tel[tel_id],
                        "time_shift": coefficients.time_shift,
                        "outliers": coefficients.outlier_mask,
                    }
                )
            calibrations.clear()
    except Exception as error:  # noqa: BLE001 what the reference cannot read is noted
        unreadable.append({"file": pathlib.Path(path).name, "error": repr(error)})
        if not kinds:
            return None, []
    return source.subarray, kinds


def cut(kind, n_pixels):
    """Cut a kind of camera and its rows down to the pixels around the brightest one."""
    geometry = kind["camera"].geometry
    signal = kind["rows"][0]["r1"].waveform[0]
    brightest = np.argmax(signal.max(axis=-1) - np.median(signal, axis=-1))
    distance = np.hypot(
        geometry.pix_x - geometry.pix_x[brightest], geometry.pix_y - geometry.pix_y[brightest]
    )
    kept = np.sort(np.argsort(distance, kind="stable")[:n_pixels])
    kind["camera"] = CameraDescription(
        kind["camera"].name, geometry[kept], kind["camera"].readout
    )
    for row in kind["rows"]:
        for name in ("r0", "pedestal", "factor", "full", "time_shift", "outliers"):
            row[name] = row[name][:, kept]
        row["r1"].waveform = row["r1"].waveform[:, kept]
        row["r1"].pixel_status = row["r1"].pixel_status[kept]
        row["r1"].selected_gain_channel = row["r1"].selected_gain_channel[kept]
    tel_ids = {row["tel_id"] for row in kind["rows"]}
    telescope = TelescopeDescription("Cut", kind["optics"], kind["camera"])
    return SubarrayDescription(
        "Cut",
        tel_positions={tel_id: [0, 0, 0] * u.m for tel_id in tel_ids},
        tel_descriptions={tel_id: telescope for tel_id in tel_ids},
        reference_location=kind["location"],
    )


def with_mask(extractor, mask, waveforms, tel_id, selected_gain_channel, broken_pixels):
    """Call an extractor with another mask of unusable pixels."""
    return extractor(waveforms, tel_id, selected_gain_channel, mask)


def configured(name, options, subarray, extractors={}):
    key = (name, repr(options), id(subarray))
    if key not in extractors:
        extractors[key] = ImageExtractor.from_name(name, subarray=subarray, **options)
    return extractors[key]


def calibrate(calibrator, row, coefficients):
    """Image that the whole calibrator makes of one row."""
    event = ArrayEventContainer()
    tel_id = row["tel_id"]
    event.r1.tel[tel_id] = row["r1"]
    event.monitoring.tel[tel_id].camera.coefficients = coefficients
    calibrator(event)
    return event.dl1.tel[tel_id]


def dump(prefix, subarray, kind, arrays):
    """All results for one kind of camera; returns its notes."""
    camera, rows = kind["camera"], kind["rows"]
    geometry, readout = camera.geometry, camera.readout
    neighbors = geometry.neighbor_matrix_sparse
    n_samples = rows[0]["r0"].shape[-1]
    rows = [row for row in rows if row["r0"].shape == rows[0]["r0"].shape]
    n_channels, n_pixels = rows[0]["r0"].shape[:2]
    rng = np.random.default_rng(0)

    def add(name, values):
        arrays[f"{prefix}/{name}"] = np.asarray(values)

    add("indptr", neighbors.indptr.astype(np.int32))
    add("indices", neighbors.indices.astype(np.int32))
    add("pix_x", geometry.pix_x.to_value("m"))
    add("pix_y", geometry.pix_y.to_value("m"))
    add("pix_area", geometry.pix_area.to_value("m2"))
    add("pulse", readout.reference_pulse_shape.astype(np.float64))
    add("r0", [row["r0"] for row in rows])
    add("pedestal", [row["pedestal"].astype(np.float32) for row in rows])
    add("factor", [row["factor"].astype(np.float32) for row in rows])
    add("time_shift", [row["time_shift"].astype(np.float32) for row in rows])
    add("outliers", [row["outliers"] for row in rows])
    add("r1", [row["r1"].waveform.astype(np.float32) for row in rows])
    add(
        "gain",
        [np.asarray(row["r1"].selected_gain_channel).astype(np.uint8) for row in rows],
    )
    # Gain selection at a threshold that both channels of these events reach.
    threshold = float(np.quantile(rows[0]["r0"][0].max(axis=-1), 0.7))
    selector = ThresholdGainSelector(threshold=threshold)
    add("low_threshold_gain", [selector(row["r0"]).astype(np.uint8) for row in rows])

    # Unusable pixels, time shifts, factors and pedestals made up, the same for all rows.
    shape = (n_channels, n_pixels)
    outliers = np.tile(rng.random(n_pixels) < 0.04, (n_channels, 1))
    if n_pixels > 30:
        outliers[:, :12] = True
    made_up = {
        "time_shift": rng.normal(0, 2, shape).astype(np.float32),
        "outlier_mask": outliers,
        "factor": rng.normal(1, 0.05, shape).astype(np.float32),
        "pedestal_offset": rng.normal(0, 0.3, shape).astype(np.float32),
    }
    for name, values in made_up.items():
        add(f"made_up/{name}", values)

    results = []
    skipped = []
    for number, (name, options) in enumerate(CONFIGURATIONS):
        if n_samples == 1:
            continue
        extractor = configured(name, options, subarray)
        try:
            produced, line_pixels = counting_fits(
                extractor(
                    row["r1"].waveform,
                    tel_id=row["tel_id"],
                    selected_gain_channel=row["r1"].selected_gain_channel,
                    broken_pixels=row["outliers"],
                )
                for row in rows
            )
        except (ValueError, IndexError) as error:
            skipped.append({"configuration": number, "error": str(error)})
            continue
        key = f"result{number}"
        add(f"{key}/image", [np.atleast_2d(dl1.image) for dl1 in produced])
        if produced[0].peak_time is not None:
            add(f"{key}/peak_time", [np.atleast_2d(dl1.peak_time) for dl1 in produced])
        add(f"{key}/is_valid", np.array([bool(dl1.is_valid) for dl1 in produced]))
        if name == "TwoPassWindowSum":
            add(f"{key}/line_pixels", np.array(line_pixels, dtype=np.int32))
        entry = {"type": name, "options": camel(options), "key": key, "calibrated": []}
        if name == "TwoPassWindowSum":
            entry["options"].setdefault(
                "coreThreshold", extractor.core_threshold.tel[rows[0]["tel_id"]]
            )

        # All channels without gain selection.
        if n_channels > 1 and name != "TwoPassWindowSum":
            both = [
                extractor(
                    row["full"],
                    tel_id=row["tel_id"],
                    selected_gain_channel=None,
                    broken_pixels=row["outliers"],
                )
                for row in rows[:1]
            ]
            add(f"{key}/both/image", [dl1.image for dl1 in both])
            if both[0].peak_time is not None:
                add(f"{key}/both/peak_time", [dl1.peak_time for dl1 in both])
            entry["both"] = True

        # The whole calibrator with made-up corrections, with and without moved waveforms.
        for moved in (False, True):
            calibrator = CameraCalibrator(
                subarray=subarray, image_extractor=extractor, apply_waveform_time_shift=moved
            )
            calibrated, line_pixels = counting_fits(
                calibrate(calibrator, row, CameraCalibrationContainer(**made_up))
                for row in rows[:2]
            )
            part = f"{key}/calibrated{int(moved)}"
            add(f"{part}/image", [dl1.image for dl1 in calibrated])
            if calibrated[0].peak_time is not None:
                add(f"{part}/peak_time", [dl1.peak_time for dl1 in calibrated])
            if name == "TwoPassWindowSum":
                add(f"{part}/line_pixels", np.array(line_pixels, dtype=np.int32))
            entry["calibrated"].append(part)
        results.append(entry)

    # Waveforms of one sample are the image.
    if n_samples == 1:
        calibrator = CameraCalibrator(subarray=subarray)
        calibrated = [
            calibrate(calibrator, row, CameraCalibrationContainer(**made_up))
            for row in rows[:2]
        ]
        add("single/image", [np.atleast_2d(dl1.image) for dl1 in calibrated])
        add("single/peak_time", [np.atleast_2d(dl1.peak_time) for dl1 in calibrated])
    else:
        reduced = []
        for options in REDUCTIONS:
            reducer = TailCutsDataVolumeReducer(subarray=subarray, **options)
            usable = np.zeros((n_channels, n_pixels), dtype=bool)
            # The reducer's own mask has one channel, which fails where the low gain is selected.
            reducer.image_extractors = {
                name: functools.partial(with_mask, extractor, usable)
                for name, extractor in reducer.image_extractors.items()
            }
            reduced.append(
                [
                    reducer(
                        row["r1"].waveform,
                        tel_id=row["tel_id"],
                        selected_gain_channel=row["r1"].selected_gain_channel,
                    )
                    for row in rows
                ]
            )
        add("reduced", np.array(reduced))

    return {
        "prefix": prefix,
        "camera": camera.name,
        "nRows": len(rows),
        "nChannels": n_channels,
        "nPixels": n_pixels,
        "nSamples": n_samples,
        "samplingRate": float(readout.sampling_rate.to_value("GHz")),
        "pulseWidth": float(readout.reference_pulse_sample_width.to_value("ns")),
        "readoutChannels": len(readout.reference_pulse_shape),
        "threshold": threshold,
        "results": results,
        "skipped": skipped,
    }


REDUCTIONS = [{}, {"n_end_dilates": 3}, {"do_boundary_dilation": False, "n_end_dilates": 0}]


def main():
    folder, rows_per_kind, pixels = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    arrays, groups = {}, []
    for path in sys.argv[4:]:
        subarray, kinds = collect(path, rows_per_kind)
        for kind in kinds:
            prefix = f"{len(groups)}"
            if pixels > 0:
                subarray = cut(kind, pixels)
            notes = dump(prefix, subarray, kind, arrays)
            groups.append({"file": pathlib.Path(path).name, **notes})
    exchange.write(folder, arrays, {"groups": groups, "unreadable": unreadable})


main()
