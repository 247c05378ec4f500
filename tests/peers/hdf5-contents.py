"""Contents of HDF5 files of many writers, as h5py and PyTables read them.

Arguments: output folder, folder of the real files.
"""

import pathlib
import pickle
import sys
import warnings

import h5py
import numpy as np
import tables
from exchange import write

warnings.simplefilter("ignore")
data = pathlib.Path(sys.argv[2])
arrays, cases = {}, []


def note(kind, file, item, start, values, column=None):
    """One piece of a file; text goes into the notes, numbers into the arrays."""
    case = {"kind": kind, "file": file, "item": item, "start": start}
    if column is not None:
        case["column"] = column
    values = np.asarray(values)
    case["count"] = len(values) if values.ndim > 0 else 1
    if values.dtype.kind in "SO" and not values.dtype == bool:
        flat = [v.decode() if isinstance(v, bytes) else str(v) for v in values.ravel()]
        case["text"] = flat
    else:
        case["array"] = f"{len(cases)}"
        # Half precision is handed over in single precision.
        arrays[case["array"]] = values.astype(np.float32) if values.dtype == np.float16 else values
    cases.append(case)


def plain(file, item, start=0, count=None):
    with h5py.File(data / file) as opened:
        dataset = opened[item]
        if dataset.shape == ():
            note("array", file, item, 0, dataset[()])
            return
        end = len(dataset) if count is None else start + count
        note("array", file, item, start, dataset[start:end])


FACT = "aict-tools/fact-dl2/h5pydata_bigendian.hdf5"
plain(FACT, "/events/Size", 100, 50)
plain(FACT, "/events/EventNum")
DUMP = "dl_data_dumper/gamma_test_superblock3.hdf5"
plain(DUMP, "/Cameras/GCT/images", 2, 2)
plain(DUMP, "/Cameras/GCT/eventId")
plain(DUMP, "/telescopeInfos/telescopePosition", 120, 6)
TOY = "digicampipe/hdf5/toy_example_20181126_0.hdf5"
plain(TOY, "/data/adc_count", 3, 1)
for name in ("nsb_rate", "n_pixels", "poisson", "debug", "date", "file_basename"):
    plain(TOY, f"/config/{name}")
CRAB = "fact-irf/crab_dl3_small.hdf5"
plain(CRAB, "/runs/source", 210, 8)
plain(CRAB, "/runs/run_start", 0, 4)
plain(CRAB, "/events/timestamp", 9996, 4)
META = "dl1-data-handler/LST_AdvCamSiPM_prod2_camera_geometry.h5"
plain(META, "/camera.__table_column_meta__")
HEADERS = "pyfact/proton_header_test.hdf5"
with tables.open_file(data / HEADERS) as opened:
    note("array", HEADERS, "/corsika_runs/n_reuse", 0, opened.root.corsika_runs.n_reuse[:])

VLARRAYS = "sstcam-simulation/photoelectron_test.h5"
with tables.open_file(data / VLARRAYS) as opened:
    for item in ("/Data/photoelectron_arrival_pixel", "/Data/photoelectron_arrival_time"):
        rows = opened.get_node(item)[2:7]
        note("sequences", VLARRAYS, item, 2, np.concatenate(rows))
        cases[-1]["count"] = len(rows)
        cases[-1]["lengths"] = [len(row) for row in rows]

MAGIC = "cta-lstchain/magic/M1_magic_data.h5"
with tables.open_file(data / MAGIC) as opened:
    for column in ("image_charge", "pointing", "event_time", "trigger_number"):
        note("rows", MAGIC, "/MAGIC", 3, opened.root.MAGIC.col(column)[3:8], column)
REDUCED = "simtools-tests/hdf5/proton_run000001_North_6.0.2_v0.33.reduced_event_data.hdf5"
with h5py.File(data / REDUCED) as opened:
    for column in ("telescope_list", "event_id"):
        note("rows", REDUCED, "/TRIGGERS", 0, opened["TRIGGERS"][column], column)

for file, group in (
    ("cta-lstchain-extra/dl2/reco_protons.h5", "/reco_protons"),
    (
        "cta-lstchain/dl2/dl2_Run_1817_merged_v0.5.1_v03_cut.h5",
        "/dl2/event/telescope/parameters/LST_LSTCam",
    ),
    ("sst1mpipe/calib/averaged_calib_param_v2_2023_2024_tel1.h5", "/param"),
):
    with h5py.File(data / file) as opened:
        frame = opened[group]
        for block in range(frame.attrs["nblocks"]):
            items = [name.decode() for name in frame[f"block{block}_items"]]
            for position in {0, len(items) // 2, len(items) - 1}:
                values = frame[f"block{block}_values"][200:240, position]
                note("rows", file, group, 200, values, items[position])

CTA = "aict-tools/cta-preprocessing/cta_tables_file.hdf5"
with tables.open_file(data / CTA) as opened:
    for group in ("array_events", "telescope_events", "runs"):
        table = opened.get_node(f"/{group}/table")
        for block in table.colnames[1:]:
            names = table.attrs[f"{block}_kind"]
            if isinstance(names, (bytes, str)):
                names = pickle.loads(names)
            for position in {0, len(names) // 2, len(names) - 1}:
                values = table.col(block)[:30, position]
                note("rows", CTA, f"/{group}", 0, values, names[position])

write(sys.argv[1], arrays, {"cases": cases})
