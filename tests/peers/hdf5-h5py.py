"""Reads every table of a product with plain h5py. Arguments: output folder, product."""

import sys

import exchange
import h5py

folder, product = sys.argv[1:3]
arrays, texts, filters = {}, {}, set()
NAMES = {1: "deflate", 2: "shuffle", 3: "fletcher32"}


def visit(path, item):
    if not isinstance(item, h5py.Dataset) or item.dtype.names is None:
        return
    rows = item[:]
    for name in item.dtype.names:
        key = f"/{path}:{name}"
        if rows[name].dtype.kind == "S":
            texts[key] = [value.decode("utf-8") for value in rows[name]]
        else:
            arrays[key] = rows[name]
    properties = item.id.get_create_plist()
    filters.update(NAMES[properties.get_filter(i)[0]] for i in range(properties.get_nfilters()))


with h5py.File(product) as file:
    file.visititems(visit)
exchange.write(folder, arrays, {"texts": texts, "filters": sorted(filters)})
