"""Parameters of cleaned images of sim_telarray files and of toy images, as ctapipe works them out.

Arguments: output folder, largest number of images of a camera and file, number of toy images, files.

The reference's robust timing line starts from five random pairs of pixels and misses the best line in
one image of ten; here it gets many more, so that its answer is the one that it defines.
"""

import copy
import functools
import sys

import astropy.units as u
import numpy as np
from calibrated_images import cameras_of
from ctapipe.fitting import lts_linear_regression
from ctapipe.image import ImageProcessor, cleaning, timing, toymodel
from ctapipe.image.image_processor import DEFAULT_TRUE_IMAGE_PARAMETERS
from exchange import write


# The reference makes a square matrix of the pixels of an image.
MOST_PIXELS = 500


def with_many_starts(x, y, samples):
    n_starts = samples if len(x) < 10 else 200 if len(x) < 200 else 20
    return lts_linear_regression(x, y, samples=n_starts)


timing.lts_linear_regression = with_many_starts


@functools.singledispatch
def plain(value):
    return float(value)


@plain.register
def _(value: u.Quantity):
    if value.unit.is_equivalent(u.deg):
        return float(value.to_value(u.deg))
    return float(value.value)


def toy_images(camera, n, rng):
    """Showers, small rings and images of few pixels with simple charges."""
    geometry = camera.geometry
    n_pixels = len(geometry.pix_x)
    radius = geometry.guess_radius().to_value(u.m)
    images, times, masks = [], [], []
    for i in range(n):
        x, y = rng.uniform(-0.9, 0.9, 2) * radius
        kind = i % 4
        if kind < 2:
            make = toymodel.Gaussian if kind == 0 else toymodel.SkewedGaussian
            more = {} if kind == 0 else {"skewness": rng.uniform(0.1, 0.9)}
            model = make(
                x=x * u.m,
                y=y * u.m,
                width=rng.uniform(0.01, 0.05) * u.m,
                length=rng.uniform(0.05, 0.2) * u.m,
                psi=rng.uniform(-90, 90) * u.deg,
                **more,
            )
            image, signal, _ = model.generate_image(
                geometry, intensity=10 ** rng.uniform(2, 4), nsb_level_pe=3, rng=rng
            )
            mask = cleaning.tailcuts_clean(geometry, image, 7, 4, False, 1)
        else:
            image = np.zeros(n_pixels)
            start = rng.integers(n_pixels)
            near = np.argsort(
                np.hypot(
                    geometry.pix_x.value - geometry.pix_x.value[start],
                    geometry.pix_y.value - geometry.pix_y.value[start],
                )
            )
            chosen = rng.permutation(near[:9])[: rng.integers(1, 8)]
            image[chosen] = rng.integers(0, 3, len(chosen)) if kind == 2 else 3
            mask = np.zeros(n_pixels, bool)
            mask[chosen] = True
        time = rng.normal(20, 2, n_pixels) + 4 * geometry.pix_x.value
        images.append(image.astype(np.float32))
        times.append(time.astype(np.float32))
        masks.append(mask)
    return images, times, masks


def table_of(rows):
    columns = {}
    for row in rows:
        for name, value in row.as_dict(recursive=True, flatten=True, add_prefix=True).items():
            columns.setdefault(name, []).append(plain(value))
    return {name: np.array(values) for name, values in columns.items()}


def main(folder, limit, n_toys, *paths):
    arrays, notes = {}, []
    rng = np.random.default_rng(11)
    for path in paths:
        for camera in cameras_of(path, int(limit)):
            geometry = camera.geometry
            stacks = {"plain": (10, 5, False, 2), "loose": (4, 2, True, 0)}
            masks = {
                name: [cleaning.tailcuts_clean(geometry, image, *cuts) for image in camera.images]
                for name, cuts in stacks.items()
            }
            if camera.file.startswith(("lst_muons.", "gct_", "calib_events")):
                images, times, toy_masks = toy_images(camera, int(n_toys), rng)
                empty = [np.zeros(len(geometry.pix_x), bool)] * len(images)
                camera.images += images
                camera.peak_times += times
                camera.true_images += [np.round(image).astype(np.int32) for image in images]
                masks["plain"] += toy_masks
                masks["loose"] += empty
            for stack in masks.values():
                for mask in stack:
                    mask[np.flatnonzero(mask)[MOST_PIXELS:]] = False
            for true_image in camera.true_images:
                true_image[np.flatnonzero(true_image)[MOST_PIXELS:]] = 0
            key = str(len(notes))
            notes.append(camera.put(arrays, key) | {"masks": list(masks)})
            arrays[f"{key}/true_image"] = np.array(camera.true_images)
            for frame, in_telescope in (("CameraFrame", False), ("TelescopeFrame", True)):
                process = ImageProcessor(camera.subarray, use_telescope_frame=in_telescope)
                if in_telescope:
                    process.telescope_frame_geometries[camera.tel_id] = camera.telescope_geometry
                parametrise = functools.partial(
                    process._parameterize_image,
                    camera.tel_id,
                    default=process.default_image_container,
                )
                tables = {
                    name: [
                        parametrise(image, mask, peak_time=time)
                        for image, mask, time in zip(camera.images, stack, camera.peak_times)
                    ]
                    for name, stack in masks.items()
                }
                default = copy.deepcopy(process.default_image_container)
                default.intensity_statistics = DEFAULT_TRUE_IMAGE_PARAMETERS.intensity_statistics
                tables["true"] = [
                    parametrise(image, image > 0, default=default) for image in camera.true_images
                ]
                for name, rows in tables.items():
                    for column, values in table_of(rows).items():
                        arrays[f"{key}/{frame}/{name}/{column}"] = values
            for name, stack in masks.items():
                arrays[f"{key}/mask/{name}"] = np.array(stack)
    write(folder, arrays, {"cameras": notes})


main(*sys.argv[1:])
