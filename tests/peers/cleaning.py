"""Cleaning masks of the images of sim_telarray files, as ctapipe makes them.

Arguments: output folder, largest number of images of a camera and file, files.
"""

import sys

import numpy as np
from calibrated_images import cameras_of
from ctapipe.image import cleaning
from ctapipe.image.morphology import brightest_island, largest_island, number_of_islands
from exchange import write


def thresholds(picture, boundary, neighbors, **more):
    return {
        "pictureThresholdPe": picture,
        "boundaryThresholdPe": boundary,
        "minPictureNeighbors": neighbors,
        **more,
    }


def nsb(*args, **more):
    return {
        "type": "NSBImageCleaner",
        "keepIsolatedPixels": False,
        "pedestalFactor": 2.5,
        "timeLimit": 2,
        "timeNumNeighbors": 1,
        "brightCleaningNPixels": 3,
        "brightCleaningFraction": 0.03,
        "brightCleaningThreshold": 267,
        "largestIslandOnly": False,
        **thresholds(*args, **more),
    }


def tailcuts(picture, boundary, neighbors, keep):
    return {
        "type": "TailcutsImageCleaner",
        **thresholds(picture, boundary, neighbors, keepIsolatedPixels=keep),
    }


def mars(*args):
    return {"type": "MARSImageCleaner", **thresholds(*args)}


def fact(picture, boundary, neighbors, limit):
    return {
        "type": "FACTImageCleaner",
        **thresholds(picture, boundary, neighbors, timeLimitNs=limit),
    }


def constrained(picture, boundary, neighbors, core, edge):
    return {
        "type": "TimeConstrainedImageCleaner",
        **thresholds(
            picture, boundary, neighbors, timeLimitCoreNs=core, timeLimitBoundaryNs=edge
        ),
    }


# "pixels" stands for a threshold of each pixel; pedestals are made for every camera.
CLEANERS = [
    tailcuts(10, 5, 2, False),
    tailcuts(8.5, 4.25, 2, False),
    tailcuts(4, 2, 2, False),
    tailcuts(7, 5, 0, False),
    tailcuts(7, 5, 0, True),
    tailcuts(6.1, 3.3, 1, True),
    tailcuts(3, 6, 1, False),
    tailcuts(0.7, 0.3, 3, False),
    tailcuts("pixels", 2.5, 1, False),
    mars(10, 5, 2),
    mars(6, 3, 1),
    mars(2, 0.5, 0),
    fact(10, 5, 2, 5),
    fact(4, 2, 2, 5),
    fact(3, 1.3, 1, 0.7),
    fact(4, 2, 0, 5),
    constrained(10, 5, 2, 4.5, 1.5),
    constrained(7, 5, 1, 4.5, 1.5),
    constrained(3, 1.5, 1, 1.1, 0.4),
    constrained(3, 1.5, 0, 2, 0.3),
    nsb(10, 5, 2),
    nsb(8, 4, 2, timeLimit=None, brightCleaningThreshold=None),
    nsb(6, 3, 1, brightCleaningThreshold=20, brightCleaningFraction=0.21),
    nsb(4, 2, 0, brightCleaningNPixels=7, brightCleaningThreshold=5, keepIsolatedPixels=True),
    nsb(4, 2, 1, largestIslandOnly=True, timeNumNeighbors=2, timeLimit=0.9),
    nsb(3, 2, 2, pedestal="float64", pedestalFactor=2.1),
    nsb(3, 2, 1, pedestal="float32", pedestalFactor=3.3, largestIslandOnly=True),
]


def clean(geometry, options, image, time, pixels, pedestals):
    picture = options["pictureThresholdPe"]
    picture = pixels if picture == "pixels" else picture
    boundary = options["boundaryThresholdPe"]
    neighbors = options["minPictureNeighbors"]
    kind = options["type"]
    if kind == "TailcutsImageCleaner":
        keep = options["keepIsolatedPixels"]
        return cleaning.tailcuts_clean(geometry, image, picture, boundary, keep, neighbors)
    if kind == "MARSImageCleaner":
        return cleaning.mars_cleaning_1st_pass(
            geometry, image, picture, boundary, False, neighbors
        )
    if kind == "FACTImageCleaner":
        limit = options["timeLimitNs"]
        return cleaning.fact_image_cleaning(
            geometry, image, time, picture, boundary, neighbors, limit
        )
    if kind == "TimeConstrainedImageCleaner":
        return cleaning.time_constrained_clean(
            geometry,
            image,
            time,
            picture,
            boundary,
            options["timeLimitCoreNs"],
            options["timeLimitBoundaryNs"],
            neighbors,
        )
    return cleaning.nsb_image_cleaning(
        geometry,
        image,
        time,
        picture,
        boundary,
        neighbors,
        options["keepIsolatedPixels"],
        options["timeLimit"],
        options["timeNumNeighbors"],
        options["brightCleaningNPixels"],
        options["brightCleaningFraction"],
        options["brightCleaningThreshold"],
        options["largestIslandOnly"],
        options["pedestalFactor"],
        pedestals.get(options.get("pedestal")),
    )


def main(folder, limit, *paths):
    arrays, notes = {}, []
    rng = np.random.default_rng(3)
    for path in paths:
        for camera in cameras_of(path, int(limit)):
            key, geometry = str(len(notes)), camera.geometry
            notes.append(camera.put(arrays, key))
            n_pixels = len(geometry.pix_x)
            pixels = rng.uniform(2, 6, n_pixels).astype(np.float32)
            std = rng.uniform(0.8, 2.5, n_pixels)
            pedestals = {"float64": std, "float32": std.astype(np.float32)}
            arrays[f"{key}/pixels"] = pixels
            for name, values in pedestals.items():
                arrays[f"{key}/{name}"] = values
            # The reference compares all pixels with all pixels where times count.
            with_times = n_pixels < 20000
            for i, options in enumerate(CLEANERS):
                if not with_times and options["type"] not in (
                    "TailcutsImageCleaner",
                    "MARSImageCleaner",
                ):
                    continue
                arrays[f"{key}/mask/{i}"] = np.array(
                    [
                        clean(geometry, options, image, time, pixels, pedestals)
                        for image, time in zip(camera.images, camera.peak_times)
                    ]
                )
            given = [
                cleaning.tailcuts_clean(geometry, image, 3, 1.5, True) for image in camera.images
            ]
            arrays[f"{key}/given"] = np.array(given)
            steps = {name: [] for name in ("dilate", "bright", "largest", "brightest", "labels")}
            timed = {name: [] for name in ("delta", "average")}
            for mask, image, time in zip(given, camera.images, camera.peak_times):
                n_islands, labels = number_of_islands(geometry, mask)
                steps["labels"].append(labels.astype(np.int32))
                steps["dilate"].append(cleaning.dilate(geometry, mask))
                steps["bright"].append(cleaning.bright_cleaning(image, 6.5, 0.13, 4))
                steps["largest"].append(largest_island(labels))
                steps["brightest"].append(brightest_island(n_islands, labels, image))
                if with_times:
                    timed["delta"].append(
                        cleaning.apply_time_delta_cleaning(geometry, mask, time, 1, 1.7)
                    )
                    timed["average"].append(
                        cleaning.apply_time_average_cleaning(geometry, mask, image, time, 5, 2.3)
                    )
            for name, values in (steps | (timed if with_times else {})).items():
                arrays[f"{key}/{name}"] = np.array(values)
    write(folder, arrays, {"cameras": notes, "cleaners": CLEANERS})


main(*sys.argv[1:])
