"""Compares a product of ours with what ctapipe-process makes of the same file, row by row.

Usage: process.py FOLDER INPUT OURS [extra ctapipe-process options]

The notes of the result hold, for every column, the largest difference found, and a list of
violations: tables, columns, rows, units or values in which ours is not what parity asks.
"""

import re
import sys
import warnings

warnings.simplefilter("ignore")

import exchange  # noqa: E402
import numpy as np  # noqa: E402
import tables  # noqa: E402
from ctapipe.core import run_tool  # noqa: E402
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


def compare(reference_path, our_path):
    violations, largest, n_rows = [], {}, 0
    theirs, mine = table_paths(reference_path), set(table_paths(our_path))
    for path in theirs:
        if path not in mine:
            violations.append(f"{path}: table is missing")
            continue
        reference, ours = read_table(reference_path, path), read_table(our_path, path)
        n_rows += len(reference)
        if len(reference) != len(ours):
            violations.append(f"{path}: {len(ours)} rows instead of {len(reference)}")
            continue
        rows = None
        for column in reference.colnames:
            name = f"{path}/{column}"
            if column not in ours.colnames:
                violations.append(f"{name}: column is missing")
                continue
            if str(reference[column].unit) != str(ours[column].unit):
                violations.append(
                    f"{name}: unit {ours[column].unit} instead of {reference[column].unit}"
                )
            rows = None
            if "timing_" in column and "morphology_n_pixels" in reference.colnames:
                rows = np.asarray(reference["morphology_n_pixels"]) >= MIN_TIMING_PIXELS
            if hasattr(reference[column], "tai"):
                same = np.abs((reference[column] - ours[column]).to_value("ns")) < 0.3
                if not np.all(same):
                    violations.append(f"{name}: times differ")
                continue
            largest[name] = compare_column(
                name, reference[column], ours[column], rows, violations
            )
    for path in sorted(mine - set(theirs)):
        violations.append(f"{path}: table that the reference does not have")
    return violations, largest, n_rows, len(theirs)


def main(folder, source, ours, *options):
    reference = f"{folder}/reference.h5"
    run_tool(
        ProcessorTool(),
        [
            f"--input={source}",
            f"--output={reference}",
            "--overwrite",
            "--write-images",
            "--write-showers",
            "--log-level=ERROR",
            f"--provenance-log={folder}/reference.provenance.log",
            *options,
        ],
        raises=True,
    )
    violations, largest, n_rows, n_tables = compare(reference, ours)
    exchange.write(
        folder,
        {},
        {
            "violations": violations,
            "largest": largest,
            "rows": n_rows,
            "tables": n_tables,
        },
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
