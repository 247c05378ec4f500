"""Times the reference programs at one kind of work and prints {"items": n, "seconds": s} as JSON.

Usage: reference.py TASK FILE OUTPUT

Work is done once before the clock starts (imports, numba compilation, caches), then repeated over the
same events for about two seconds.
"""

import json
import os
import sys
import time
import warnings

warnings.simplefilter("ignore")

SECONDS = 2.0


def repeat(work, items):
    """Run work until SECONDS have passed; returns items done and time taken."""
    work()
    n, start = 0, time.perf_counter()
    while True:
        work()
        n += items
        elapsed = time.perf_counter() - start
        if elapsed > SECONDS:
            return n, elapsed


def eventio(path, _output):
    from eventio import SimTelFile

    with SimTelFile(path) as source:
        items = sum(len(event["telescope_events"]) for event in source)

    def work():
        with SimTelFile(path) as source:
            for _ in source:
                pass

    return repeat(work, items)


def load(path):
    """All events of a file and the source that gave them."""
    from ctapipe.io import EventSource

    source = EventSource(path, focal_length_choice="EQUIVALENT")
    return source, [event for event in source]


def n_telescopes(events):
    return sum(len(event.r1.tel) for event in events)


def calibration_and_extraction(path, _output):
    """R0 to R1 with gain selection, then charge extraction, as in the source and the calibrator."""
    import ctapipe.io.simteleventsource as simtel
    from ctapipe.calib import CameraCalibrator

    calibrate, select_gain = simtel.apply_simtel_r1_calibration, simtel.apply_gain_selection
    calls = []

    def record(*arguments):
        calls.append(arguments)
        return calibrate(*arguments)

    simtel.apply_simtel_r1_calibration = record
    source, events = load(path)
    simtel.apply_simtel_r1_calibration = calibrate
    calibrator = CameraCalibrator(subarray=source.subarray)

    def work():
        for arguments in calls:
            select_gain(arguments[0], calibrate(*arguments), source.gain_selector)
        for event in events:
            calibrator(event)

    return repeat(work, n_telescopes(events))


def images(path):
    """Events with images made."""
    from ctapipe.calib import CameraCalibrator

    source, events = load(path)
    calibrator = CameraCalibrator(subarray=source.subarray)
    for event in events:
        calibrator(event)
    return source, events


def cleaning_and_parameters(path, _output):
    from ctapipe.image import ImageProcessor

    source, events = images(path)
    # The reference also parametrises the true images of simulations, which is not part of this row.
    for event in events:
        event.simulation = None
    processor = ImageProcessor(subarray=source.subarray)

    def work():
        for event in events:
            processor(event)

    return repeat(work, n_telescopes(events))


def islands(path, _output):
    from ctapipe.image import ImageProcessor
    from ctapipe.image.morphology import number_of_islands

    source, events = images(path)
    processor = ImageProcessor(subarray=source.subarray)
    inputs = []
    for event in events:
        processor(event)
        for tel_id, dl1 in event.dl1.tel.items():
            geometry = source.subarray.tel[tel_id].camera.geometry
            if geometry.n_pixels == 1855:
                inputs.append((geometry, dl1.image_mask))

    def work():
        for geometry, mask in inputs:
            number_of_islands(geometry, mask)

    return repeat(work, len(inputs))


def stereo(path, _output):
    from ctapipe.image import ImageProcessor
    from ctapipe.reco import ShowerProcessor

    source, events = images(path)
    images_processor = ImageProcessor(subarray=source.subarray)
    for event in events:
        images_processor(event)
    processor = ShowerProcessor(subarray=source.subarray)

    def work():
        for event in events:
            processor(event)

    return repeat(work, len(events))


def process(path, output):
    # The tool is run in a folder of its own.
    path, output = os.path.abspath(path), os.path.abspath(output)
    import resource

    import tables
    from ctapipe.core import run_tool
    from ctapipe.tools.process import ProcessorTool

    def run(max_events):
        start = time.perf_counter()
        run_tool(
            ProcessorTool(),
            [
                f"--input={path}",
                f"--output={output}",
                "--overwrite",
                "--write-images",
                "--write-showers",
                f"--max-events={max_events}",
                "--EventSource.focal_length_choice=EQUIVALENT",
                "--log-level=ERROR",
            ],
            raises=True,
        )
        return time.perf_counter() - start

    run(2)
    seconds = run(10**9)
    with tables.open_file(output) as product:
        items = len(product.root.dl1.event.telescope.trigger)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return items, seconds, {"megabytes": memory}


TASKS = {
    "eventio": eventio,
    "calibration-and-extraction": calibration_and_extraction,
    "cleaning-and-parameters": cleaning_and_parameters,
    "islands": islands,
    "stereo": stereo,
    "process": process,
}

if __name__ == "__main__":
    result = TASKS[sys.argv[1]](*sys.argv[2:])
    extra = result[2] if len(result) > 2 else {}
    print(json.dumps({"items": result[0], "seconds": result[1], **extra}))
