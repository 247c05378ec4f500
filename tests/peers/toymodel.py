"""Expected images and peak times of ctapipe's toy models.

Arguments: number of models of each kind, every how many-th pixel is kept, then sim_telarray files,
of whose cameras the images are made.
"""

import sys
import warnings

import astropy.units as u
import numpy as np
from ctapipe.coordinates import TelescopeFrame
from ctapipe.image.toymodel import Gaussian, RingGaussian, SkewedGaussian, obtain_time_image
from ctapipe.instrument import CameraGeometry, SubarrayDescription

import exchange

warnings.simplefilter("ignore")


def cameras(paths):
    yield "square", CameraGeometry.make_rectangular(20, 25)
    for path in paths:
        for choice in ("EFFECTIVE", "EQUIVALENT"):
            try:
                subarray = SubarrayDescription.read(path, focal_length_choice=choice)
                break
            except RuntimeError:
                continue
        for camera in subarray.camera_types:
            yield f"{camera.name}-m", camera.geometry
            yield f"{camera.name}-deg", camera.geometry.transform_to(TelescopeFrame())


def main(folder, n_models, step, paths):
    rng = np.random.default_rng(3)
    arrays, names = {}, []
    for name, geometry in cameras(paths):
        if name in names:
            continue
        names.append(name)
        geometry = geometry[np.arange(0, geometry.n_pixels, step)]
        unit = geometry.pix_x.unit
        radius = np.abs(geometry.pix_x.value).max()
        parameters, is_ring, intensities, expected, times, gradients = [], [], [], [], [], []
        for kind in ("gaussian", "skewed", "ring", "bright ring", "partial ring"):
            for _ in range(n_models):
                x, y = rng.uniform(-0.7, 0.7, 2) * radius
                size = rng.uniform(0.05, 0.4) * radius
                width = size * rng.uniform(0.1, 1)
                psi = rng.uniform(-180, 180)
                intensity = 10 ** rng.uniform(1, 5)
                gradient = rng.normal(0, 5) if "ring" not in kind else 0.0
                common = dict(x=x * unit, y=y * unit)
                if kind == "gaussian":
                    last, extra = psi, 0.0
                    model = Gaussian(length=size * unit, width=width * unit, psi=psi * u.deg, **common)
                elif kind == "skewed":
                    last, extra = psi, rng.uniform(-0.97, 0.97)
                    model = SkewedGaussian(
                        length=size * unit, width=width * unit, psi=psi * u.deg, skewness=extra, **common
                    )
                else:
                    low, high = {"ring": (0, 0), "bright ring": (0, 1), "partial ring": (1, 3)}[kind]
                    last = rng.uniform(low, high)
                    # The reference cuts partial rings where the turned angle leaves (-180, 180].
                    extra = 0.0 if kind == "partial ring" else psi
                    model = RingGaussian(
                        radius=size * unit, sigma=width * unit, rho=last, phi0=extra * u.deg, **common
                    )
                parameters.append([x, y, size, width, last, extra])
                is_ring.append("ring" in kind)
                intensities.append(intensity)
                gradients.append(gradient)
                expected.append(model.expected_signal(geometry, intensity))
                time = obtain_time_image(
                    geometry.pix_x, geometry.pix_y, x * unit, y * unit, psi * u.deg,
                    gradient * u.ns / unit, 12 * u.ns,
                )  # fmt: skip
                times.append(time)
        arrays.update(
            {
                f"{name}/pix_x": geometry.pix_x.value.astype(float),
                f"{name}/pix_y": geometry.pix_y.value.astype(float),
                f"{name}/pix_area": geometry.pix_area.value.astype(float),
                f"{name}/parameters": np.array(parameters),
                f"{name}/is_ring": np.array(is_ring),
                f"{name}/intensity": np.array(intensities),
                f"{name}/gradient": np.array(gradients),
                f"{name}/expected": np.array(expected, dtype=float),
                f"{name}/time": np.array(times, dtype=float),
            }
        )
    exchange.write(folder, arrays, {"cameras": names})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
