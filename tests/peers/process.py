"""Compares products of ours with what ctapipe-process makes of the same files, row by row.

Usage: process.py FOLDER TASKS

TASKS is a JSON file: a list of {"input", "ours", "options", "focal_length_choice"}, options being those of
ctapipe-process; optionally "config", a configuration document for it, and "name", under which the result
stands instead of under its input.
One process does all, because imports and compilation cost more than most files. The notes of the
result hold for every task its violations (tables, columns, rows, units or values in which ours is not
what parity asks) and the numbers of rows and tables compared; and the largest difference of every
column over all files.
"""

import hashlib
import importlib.metadata
import json
import pathlib
import re
import sys
import warnings

warnings.simplefilter("ignore")

import exchange  # noqa: E402
import numpy as np  # noqa: E402
import tables  # noqa: E402
from astropy.time import Time  # noqa: E402
from ctapipe.coordinates import TelescopeFrame  # noqa: E402
from ctapipe.core import run_tool  # noqa: E402
from ctapipe.instrument import SubarrayDescription  # noqa: E402
from ctapipe.io import read_table  # noqa: E402
from ctapipe.tools.process import ProcessorTool  # noqa: E402

# (pattern of "path/column", absolute, relative): the first that matches is the bound; a value is in
# bounds if it is within either. Bounds are those of the parity table.
BOUNDS = [
    (r"/time$", 0, 0),
    (r"/images/.*/image$", 1e-4, 1e-5),
    (r"/images/.*/peak_time$", 1e-3, 0),
    (r"/images/.*/(image_mask|is_valid|true_image|true_image_sum)$", 0, 0),
    # The line fit of the reference restarts at random; what is compared tightly is what does not.
    (r"timing_slope$", 1e-6, 1e-3),
    (r"timing_intercept$", 1e-3, 1e-3),
    (r"timing_deviation$", 1e-3, 1e-3),
    (r"(phi|psi|psi_uncertainty)$", 1e-4, 1e-5),
    (r"(skewness|kurtosis)$", 1e-5, 1e-5),
    (r"geometry/.*(alt|az|uncert|ang_distance_uncert)$", 1e-4, 1e-5),
    (r"geometry/.*core.*$", 0.1, 1e-5),
    (r"geometry/.*h_max$", 1, 1e-5),
    (r"impact.*distance", 0.1, 1e-5),
    (r"", 1e-9, 1e-5),
]
# Rows whose timing fit is not compared: fewer pixels than the bound speaks of.
MIN_TIMING_PIXELS = 10


def bound(name):
    for pattern, absolute, relative in BOUNDS:
        if re.search(pattern, name):
            return absolute, relative
    raise AssertionError(name)


def table_paths(path):
    with tables.open_file(path) as h5:
        return [
            node._v_pathname
            for node in h5.walk_nodes("/", classname="Table")
            if not node._v_pathname.startswith("/provenance")
        ]


def compare_column(name, reference, ours, rows, violations):
    reference, ours = np.asarray(reference), np.asarray(ours)
    if reference.shape != ours.shape:
        violations.append(f"{name}: shape {ours.shape} instead of {reference.shape}")
        return 0.0
    if reference.dtype.kind in "SUO":
        bad = int(np.count_nonzero(reference.astype(str) != ours.astype(str)))
        if bad:
            violations.append(
                f"{name}: {bad} texts differ: {ours.astype(str)[:3]} instead of {reference.astype(str)[:3]}"
            )
        return 0.0
    if reference.dtype.kind != ours.dtype.kind:
        violations.append(f"{name}: dtype {ours.dtype} instead of {reference.dtype}")
    if rows is not None:
        reference, ours = reference[rows], ours[rows]
    if reference.size == 0:
        return 0.0
    reference, ours = reference.astype(np.float64), ours.astype(np.float64)
    difference = np.abs(ours - reference)
    both = (np.isnan(reference) & np.isnan(ours)) | (reference == ours)
    absolute, relative = bound(name)
    good = both | (difference <= absolute) | (difference <= relative * np.abs(reference))
    if not good.all():
        where = tuple(int(i[0]) for i in np.nonzero(~good))
        violations.append(
            f"{name}: {np.count_nonzero(~good)} of {good.size} values differ, first at {where}: "
            f"{ours[where]!r} instead of {reference[where]!r}"
        )
    finite = difference[np.isfinite(difference)]
    return float(finite.max()) if finite.size else 0.0


INSTRUMENT = "/configuration/instrument/"


def compare_subarrays(reference_path, our_path, violations):
    """The reference numbers its cameras and optics in the order of a set, so tables may differ."""
    reference, ours = (
        SubarrayDescription.read(path, focal_length_choice="EQUIVALENT")
        for path in (reference_path, our_path)
    )
    if set(reference.tel) != set(ours.tel):
        violations.append(f"telescopes: {sorted(ours.tel)} instead of {sorted(reference.tel)}")
        return
    for kind in ("camera_types", "optics_types"):
        n_reference, n_ours = len(getattr(reference, kind)), len(getattr(ours, kind))
        if n_reference != n_ours:
            violations.append(f"{INSTRUMENT}: {n_ours} {kind} instead of {n_reference}")
    places = (
        np.array([value.to_value("m") for value in subarray.reference_location.to_geocentric()])
        for subarray in (reference, ours)
    )
    if np.abs(np.subtract(*places)).max() > 1e-3:
        violations.append(f"{INSTRUMENT}: reference location differs by more than a millimetre")
    for tel_id, telescope in reference.tel.items():
        if telescope != ours.tel[tel_id]:
            violations.append(f"{INSTRUMENT}: telescope {tel_id} is {ours.tel[tel_id]!r}")
        if not np.array_equal(reference.positions[tel_id], ours.positions[tel_id]):
            violations.append(f"{INSTRUMENT}: position of telescope {tel_id} differs")


def table_columns(path, group):
    """Names, types and units of the columns of all tables of a group, whatever their numbers."""
    found = set()
    for name in table_paths(path):
        if name.startswith(group):
            table = read_table(path, name)
            kind = re.sub(r"_\d+$", "", name)
            found |= {(kind, c, table[c].dtype.kind, str(table[c].unit)) for c in table.colnames}
    return found


TRIMMED = 0.85


def trimmed_error(x, y, slope, intercept):
    """What the timing fit minimises: the sum of the smallest squared residuals."""
    squares = np.sort((y - slope * x - intercept) ** 2)
    return squares[: int(TRIMMED * len(squares))].sum()


def is_better_line(subarray, reference_path, path, row, reference, ours, prefix):
    """Whether our line fits at least as well as the reference's, which starts at random."""
    tel_id = int(re.search(r"tel_(\d+)", path).group(1))
    images = read_table(reference_path, path.replace("/parameters/", "/images/"))[row]
    geometry = subarray.tel[tel_id].camera.geometry
    names, unit = ("x", "y"), "m"
    if prefix == "":
        geometry = geometry.transform_to(TelescopeFrame())
        names, unit = ("fov_lon", "fov_lat"), "deg"
    cog = [reference[f"{prefix}hillas_{name}"][row] for name in names]
    mask = images["image_mask"]
    psi = np.deg2rad(reference[f"{prefix}hillas_psi"][row])
    x = (geometry.pix_x.to_value(unit)[mask] - cog[0]) * np.cos(psi)
    x = x + (geometry.pix_y.to_value(unit)[mask] - cog[1]) * np.sin(psi)
    y = images["peak_time"][mask].astype(np.float64)
    theirs, mine = (
        trimmed_error(
            x, y, table[f"{prefix}timing_slope"][row], table[f"{prefix}timing_intercept"][row]
        )
        for table in (reference, ours)
    )
    return mine <= theirs * (1 + 1e-6)


def comparable_timing_rows(subarray, reference_path, path, reference, ours, prefix):
    """Rows whose timing is to be compared: those in which the reference found the best line."""
    rows = np.asarray(reference["morphology_n_pixels"]) >= MIN_TIMING_PIXELS
    for row in np.nonzero(rows)[0]:
        for name in ("timing_slope", "timing_intercept", "timing_deviation"):
            name = prefix + name
            absolute, relative = bound(name)
            difference = abs(ours[name][row] - reference[name][row])
            if difference > max(absolute, relative * abs(reference[name][row])):
                line = subarray, reference_path, path, row, reference, ours, prefix
                rows[row] = not is_better_line(*line)
                break
    return rows


def compare(reference_path, our_path, focal_length_choice):
    violations, largest, n_rows = [], {}, 0
    subarray = SubarrayDescription.read(reference_path, focal_length_choice=focal_length_choice)
    compare_subarrays(reference_path, our_path, violations)
    missing = table_columns(reference_path, INSTRUMENT) - table_columns(our_path, INSTRUMENT)
    violations += [f"{path}/{column}: no such column" for path, column, *_ in sorted(missing)]
    theirs, mine = (
        [path for path in table_paths(file) if not path.startswith(INSTRUMENT)]
        for file in (reference_path, our_path)
    )
    mine = set(mine)
    for path in theirs:
        if path not in mine:
            violations.append(f"{path}: table is missing")
            continue
        reference, ours = read_table(reference_path, path), read_table(our_path, path)
        n_rows += len(reference)
        if len(reference) != len(ours):
            violations.append(f"{path}: {len(ours)} rows instead of {len(reference)}")
            continue
        prefix = "camera_frame_" if "camera_frame_timing_slope" in reference.colnames else ""
        if f"{prefix}timing_slope" in reference.colnames:
            timing_rows = comparable_timing_rows(
                subarray, reference_path, path, reference, ours, prefix
            )
        for column in reference.colnames:
            name = f"{path}/{column}"
            if column not in ours.colnames:
                violations.append(f"{name}: column is missing")
                continue
            if isinstance(reference[column], Time):
                same = np.abs((reference[column] - ours[column]).to_value("ns")) < 0.2
                if not np.all(same):
                    violations.append(f"{name}: times differ")
                continue
            if str(reference[column].unit) != str(ours[column].unit):
                violations.append(
                    f"{name}: unit {ours[column].unit} instead of {reference[column].unit}"
                )
            rows = None
            if column.startswith("muon"):
                # Rings have a peer test of their own, which knows the limits of the reference's
                # minimiser; their throughput is not fitted. Here: the same rows and columns.
                continue
            if column.startswith(f"{prefix}timing_"):
                rows = timing_rows
            largest[name] = compare_column(
                name, reference[column], ours[column], rows, violations
            )
    for path in sorted(mine - set(theirs)):
        # Of no events ours keeps empty tables, so that its products can be opened.
        if len(read_table(our_path, path)) > 0:
            violations.append(f"{path}: table that the reference does not have")
    return violations, largest, n_rows, len(theirs)


def reference_product(source, options, config):
    """What ctapipe-process makes of a file, kept beside the other results of the peers."""
    asked = [source, options, *([] if config is None else [config])]
    key = hashlib.sha256(
        json.dumps([*asked, importlib.metadata.version("ctapipe")]).encode()
    ).hexdigest()[:16]
    path = pathlib.Path(__file__).parents[2] / ".cache/peers/reference" / f"{key}.h5"
    if path.exists():
        return str(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.h5")
    if config is not None:
        document = path.with_suffix(".json")
        document.write_text(json.dumps(config))
        options = [*options, f"--config={document}"]
    run_tool(
        ProcessorTool(),
        [
            f"--input={source}",
            f"--output={part}",
            "--overwrite",
            "--write-images",
            "--write-showers",
            "--write-muon-parameters",
            "--log-level=ERROR",
            f"--provenance-log={part}.provenance.log",
            *options,
        ],
        raises=True,
    )
    part.rename(path)
    return str(path)


def main(folder, tasks):
    largest, results = {}, {}
    for task in json.loads(pathlib.Path(tasks).read_text()):
        choice = f"--EventSource.focal_length_choice={task['focal_length_choice']}"
        options = [*task["options"], choice]
        reference = reference_product(task["input"], options, task.get("config"))
        violations, differences, n_rows, n_tables = compare(
            reference, task["ours"], task["focal_length_choice"]
        )
        results[task.get("name", task["input"])] = {
            "violations": violations,
            "rows": n_rows,
            "tables": n_tables,
        }
        for name, difference in differences.items():
            name = re.sub(r"tel_\d+", "tel_*", name)
            largest[name] = max(largest.get(name, 0.0), difference)
    exchange.write(folder, {}, {"results": results, "largest": largest})


if __name__ == "__main__":
    main(*sys.argv[1:])
