"""All cards of all header and data units, as astropy reads them.

Arguments: output folder, FITS files. The cards go to cards.json in the output folder: for every
file a list of units, each with its cards as [keyword, type, value] and the offset and size of its
data. Reals are in their shortest exact form, undefined values have the type "undefined".
"""

import json
import pathlib
import sys
import warnings

import numpy as np
from astropy.io import fits
from exchange import write

warnings.simplefilter("ignore")


def value_of(value):
    if isinstance(value, fits.card.Undefined):
        return "undefined", ""
    if isinstance(value, (bool, np.bool_)):
        return "logical", "T" if value else "F"
    if isinstance(value, (int, np.integer)):
        return "integer", str(value)
    if isinstance(value, (float, np.floating)):
        return "real", repr(float(value))
    return "text", str(value)


files = {}
for path in sys.argv[2:]:
    units = []
    with fits.open(path, disable_image_compression=True) as content:
        for unit in content:
            info = unit.fileinfo()
            cards = [[card.keyword, *value_of(card.value)] for card in unit.header.cards]
            units.append(
                {"cards": cards, "dataOffset": info["datLoc"], "dataBytes": unit.size}
            )
    files[path] = units
folder = pathlib.Path(sys.argv[1])
write(folder, {"n_files": np.array([len(files)], dtype=np.int32)})
(folder / "cards.json").write_text(json.dumps(files, ensure_ascii=False) + "\n")
