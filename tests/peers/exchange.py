"""Hands arrays from the reference programs to the tests: manifest.json beside data.bin.gz."""

import datetime
import gzip
import importlib.metadata
import json
import pathlib
import sys

import numpy as np

DTYPES = {
    "float64", "float32", "int8", "int16", "int32", "int64",
    "uint8", "uint16", "uint32", "uint64",
}  # fmt: skip
PACKAGES = ("ctapipe", "eventio", "numpy", "astropy", "h5py", "tables")


def write(folder, arrays, notes=None):
    """Write named arrays (any shape, bool as uint8) and notes (JSON values) into a folder."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    entries, blobs, offset = [], [], 0
    for name, values in arrays.items():
        values = np.asarray(values)
        if values.dtype == bool:
            values = values.astype(np.uint8)
        if values.dtype.name not in DTYPES:
            raise TypeError(f"{name}: dtype {values.dtype} cannot be exchanged")
        blob = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<")).tobytes()
        blob += b"\0" * (-len(blob) % 8)
        entries.append(
            {"name": name, "dtype": values.dtype.name, "shape": list(values.shape), "offset": offset}
        )
        blobs.append(blob)
        offset += len(blob)
    with open(folder / "data.bin.gz", "wb") as raw:
        with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, compresslevel=6, filename="") as out:
            for blob in blobs:
                out.write(blob)
    versions = {"python": sys.version.split()[0]}
    for package in PACKAGES:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            pass
    manifest = {
        "script": pathlib.Path(sys.argv[0]).name,
        "date": datetime.date.today().isoformat(),
        "versions": versions,
        "notes": notes or {},
        "arrays": entries,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
