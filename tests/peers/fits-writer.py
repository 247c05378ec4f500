"""Reads a FITS file of ours with astropy, sums verified and every warning an error, and hands back its columns.

Arguments: output folder, file.
"""

import sys
import warnings

import numpy as np
from astropy.io import fits
from exchange import write

warnings.simplefilter("error")
folder, path = sys.argv[1:3]
arrays, notes = {}, {}
with fits.open(path, checksum=True) as hdus:
    hdus.verify("exception")
    notes["names"] = [hdu.name for hdu in hdus]
    notes["units"] = list(hdus[1].columns.units)
    notes["origin"] = hdus[0].header["ORIGIN"]
    table = hdus[1].data
    for name in hdus[1].columns.names:
        values = table[name]
        if values.dtype == object:
            arrays[name] = np.concatenate(list(values))
            notes[f"{name} lengths"] = [len(row) for row in values]
        elif values.dtype.kind == "U":
            notes[name] = values.tolist()
        else:
            kind = "u1" if values.dtype.kind == "b" else values.dtype.newbyteorder("=")
            if name == "I8":  # astropy scales signed bytes into real numbers
                kind = "i1"
            arrays[name] = np.ascontiguousarray(values, dtype=kind)
write(folder, arrays, notes)
