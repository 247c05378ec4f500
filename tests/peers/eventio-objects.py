"""Object trees and decoded values of EventIO files as eventio reads them.

Arguments: output folder, then files. For every file: the tree as numbers, one row per object, and
for every object a line with a checksum of each field of its decoded content. Fields are named as
Photoelectron names them: parts after an underscore capitalised, the first in lower case.
"""

import sys
import warnings
import zlib

import eventio
import numpy as np
from eventio.iact.objects import Photons
from eventio.search_utils import yield_all_objects_depth_first
from exchange import write

warnings.simplefilter("ignore")


def camel(name):
    first, *others = name.split("_")
    return first.lower() + "".join(part[:1].upper() + part[1:].lower() for part in others)


def columns(table):
    return {name: np.ascontiguousarray(table[name]) for name in table.dtype.names}


def numbers(value):
    flat = np.array(value, dtype=np.float64).ravel()
    flat[np.isnan(flat)] = np.nan
    return flat.tobytes()


def checksum(value, name, crc, rename=True):
    """One checksum over names and numbers (as doubles) of anything nested; texts as UTF-8."""
    if value is None:
        return crc
    if isinstance(value, dict):
        for key in sorted(value, key=lambda k: camel(k) if rename and isinstance(k, str) else str(k)):
            inner = camel(key) if rename and isinstance(key, str) else str(key)
            crc = checksum(value[key], f"{name}.{inner}", crc, rename)
        return crc
    if isinstance(value, (bytes, bytearray)):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str):
        return zlib.crc32(value.encode(), zlib.crc32(name.encode(), crc))
    if isinstance(value, list) and value and not np.isscalar(value[0]):
        for i, item in enumerate(value):
            crc = checksum(item, f"{name}.{i}", crc, rename)
        return crc
    return zlib.crc32(numbers(value), zlib.crc32(name.encode(), crc))


def parse_compact(stored):
    """Compact bunches as the reference expands them, with emission heights rounded correctly.

    numpy takes their power in single precision with the vector instructions of the machine, which
    is off by one unit in the last place here and there; which values differs between machines.
    """
    bunches = expand_bunches(stored)
    exponent = stored["zem"].astype(np.float32) * np.float32(0.001)
    rounded = np.power(10.0, exponent.astype(np.float64)).astype(np.float32)
    assert np.all(np.abs(rounded - bunches["zem"]) <= np.spacing(rounded))
    bunches["zem"] = rounded
    return bunches


expand_bunches = Photons.parse_compact
Photons.parse_compact = staticmethod(parse_compact)


def decoded(o):
    """Content of one object in the layout of Photoelectron's decoders."""
    kind, value = o.header.type, o.parse()
    if kind in (71, 72):
        return {"timestamp": value[0], "text": value[1]}
    if kind == 75:
        return {k.decode("utf-8", "replace"): v for k, v in value.items()}
    if kind == 100:
        for histogram in value:
            for axis in "xy":
                parts = ("underflow", "overflow", "lower", "upper", "sum", "tsum")
                if f"sum_{axis}" in histogram:
                    histogram[axis] = {part: histogram.pop(f"{part}_{axis}") for part in parts}
        return {"": value}
    if kind in (1200, 1202, 1209, 1210):
        return {"": np.frombuffer(value.tobytes(), "<f4")[:273]}
    if kind == 1201:
        return {"n_telescopes": len(value), **columns(value)}
    if kind == 1203:
        return {"n_arrays": len(value[1]), "time_offset": value[0], **columns(value[1])}
    if kind == 1205:
        head = {
            "array": o.array,
            "telescope": o.telescope,
            "n_photons": o.n_photons,
            "n_bunches": o.n_bunches,
            "is_particles": o.array_id == 999 and o.telescope_id == 999,
        }
        if head["is_particles"]:
            return {"head": head, "particles": columns(value)}
        photons, emitters = value
        content = {"head": head, "photons": columns(photons)}
        return content if emitters is None else {**content, "emitters": columns(emitters)}
    if kind == 1212:
        return {"": value}
    if kind in (2012, 2013):
        return {"telescope_id": o.telescope_id, "data": value}
    if kind == 2014:
        del value["flags_hex"]
    if kind == 2002 and "curve_surface" in value:
        value["curved_surface"] = value.pop("curve_surface")
    return value


def line(o):
    if o.header.only_subobjects:
        return ""
    try:
        value = decoded(o)
    except Exception as error:
        return f"!{type(error).__name__}"
    rename = o.header.type != 75
    fields = {camel(k) if rename else k: v for k, v in value.items() if v is not None}
    return " ".join(
        f"{zlib.crc32(key.encode()):x}:{checksum(field, '', 0, rename):x}" for key, field in fields.items()
    )


arrays, files = {}, []
for index, path in enumerate(sys.argv[2:]):
    rows, names, lines, end = [], [], [], "complete"
    with eventio.EventIOFile(path) as f:
        try:
            for o, depth in yield_all_objects_depth_first(f):
                h = o.header
                flags = h.user + 2 * h.extended + 4 * h.only_subobjects
                rows.append(
                    (depth, h.type, h.version, h.id, flags, h.header_size)
                    + (h.content_address, h.content_size)
                )
                names.append(type(o).__name__)
                lines.append(line(o))
        except EOFError:
            end = "truncated"
    arrays[f"{index}/tree"] = np.array(rows, dtype=np.float64).reshape(-1, 8)
    files.append({"file": path.split("/")[-1], "names": names, "lines": lines, "end": end})
write(sys.argv[1], arrays, {"files": files})
