"""Lets ctapipe use products of our pipeline: table loader, event source, merge tool, process tool.

Usage: pipeline-products.py FOLDER TASKS

TASKS is a JSON file with the paths of products: "first" and "second" of two runs of one array, with images
and showers; "waveforms" with R1 waveforms only, and "images" made of the same events.
"""

import json
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")

import exchange  # noqa: E402
import numpy as np  # noqa: E402
import tables  # noqa: E402
from ctapipe.core import run_tool  # noqa: E402
from ctapipe.io import HDF5EventSource, TableLoader, read_table  # noqa: E402
from ctapipe.tools.merge import MergeTool  # noqa: E402
from ctapipe.tools.process import ProcessorTool  # noqa: E402
from process import compare  # noqa: E402

COLUMN = "concentration_two_pixels"


def use_loader(path, arrays, notes):
    with TableLoader(path) as loader:
        whole = loader.read_telescope_events(
            dl1_images=False, true_parameters=True, instrument=True, simulated=True
        )
        arrays["loader:event_id"] = np.array(whole["event_id"])
        arrays["loader:tel_id"] = np.array(whole["tel_id"])
        arrays["loader:hillas_width"] = np.array(whole["hillas_width"])
        arrays["loader:true_energy"] = np.array(whole["true_energy"])
        arrays["loader:focal_length"] = np.array(whole["equivalent_focal_length"])
        arrays["loader:custom"] = np.array(whole[COLUMN])
        notes["custom"] = [str(whole[COLUMN].unit), whole[COLUMN].description]
        by_type = loader.read_telescope_events_by_type(dl1_images=True, true_images=True)
        notes["types"] = {str(kind): len(table) for kind, table in by_type.items()}
        notes["images"] = all(
            (table["image"][table["image_mask"]] > 0).all() and len(table["true_image"]) == len(table)
            for table in by_type.values()
        )
        notes["subarray_events"] = len(loader.read_subarray_events())
        notes["shower_distribution"] = len(loader.read_shower_distribution())
        notes["simulation_runs"] = len(loader.read_simulation_configuration())
        notes["observations"] = len(loader.read_observation_information())


def use_source(path, arrays):
    rows = []
    with HDF5EventSource(path) as source:
        for event in source:
            geometry = event.dl2.stereo.geometry["HillasReconstructor"]
            for tel_id in event.trigger.tel:
                dl1 = event.dl1.tel[tel_id]
                rows.append(
                    (
                        event.index.event_id,
                        tel_id,
                        dl1.parameters.hillas.width.to_value("deg"),
                        event.simulation.shower.energy.to_value("TeV"),
                        dl1.image[dl1.image_mask].astype(np.float64).sum(),
                        dl1.parameters.hillas.intensity,
                        geometry.alt.to_value("deg"),
                    )
                )
    arrays["source"] = np.array(rows, dtype=np.float64)


def use_merge(folder, first, second, notes):
    merged = folder / "merged.h5"
    arguments = [first, second, f"--output={merged}", f"--provenance-log={folder}/merge.log"]
    run_tool(MergeTool(), [*map(str, arguments), "--log-level=ERROR"], raises=True)
    rows = {}
    with tables.open_file(merged) as file:
        for name in (first, second):
            with tables.open_file(name) as part:
                for table in part.walk_nodes("/", "Table"):
                    path = table._v_pathname
                    if "/event/" in path or path.startswith("/configuration/simulation"):
                        rows[path] = rows.get(path, 0) + len(table)
        notes["merge_violations"] = [
            path
            for path, count in rows.items()
            if path not in file or len(file.get_node(path)) != count
        ]
    notes["merged_tables"] = len(rows)
    with TableLoader(str(merged)) as loader:
        events = loader.read_telescope_events(true_parameters=True)
        notes["merged_obs_ids"] = sorted({int(i) for i in events["obs_id"]})


def use_process(folder, name, source, ours, notes):
    """What ctapipe makes of a product of ours, compared with what we made of the first input."""
    output = folder / f"{name}.h5"
    run_tool(
        ProcessorTool(),
        [
            f"--input={source}",
            f"--output={output}",
            "--recompute-dl1",
            "--write-images",
            "--write-showers",
            "--log-level=ERROR",
            f"--provenance-log={folder}/{name}.log",
        ],
        raises=True,
    )
    violations, _, rows, _ = compare(str(output), ours, "EFFECTIVE")
    notes[f"{name}_violations"], notes[f"{name}_rows"] = violations, rows


def main(folder, tasks):
    task = json.loads(pathlib.Path(tasks).read_text())
    folder = pathlib.Path(folder)
    arrays, notes = {}, {}
    use_loader(task["first"], arrays, notes)
    use_source(task["first"], arrays)
    tel_id = arrays["loader:tel_id"][0]
    table = read_table(task["first"], f"/dl1/event/telescope/parameters/tel_{tel_id:03d}")
    notes["read_table"] = [COLUMN in table.colnames, table[COLUMN].description]
    use_merge(folder, task["first"], task["second"], notes)
    use_process(folder, "from_images", task["first"], task["first"], notes)
    use_process(folder, "from_waveforms", task["waveforms"], task["images"], notes)
    exchange.write(folder, arrays, notes)


if __name__ == "__main__":
    main(*sys.argv[1:])
