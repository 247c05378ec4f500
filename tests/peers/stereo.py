"""ctapipe's stereo reconstructors on real and on random telescope events.

Arguments: number of random events of each kind, then sim_telarray files. Of every source the
image parameters that went in and the geometry that came out are written, in the telescope frame and
in the camera frame.
"""

import sys
import time
import warnings

import astropy.units as u
import numpy as np
from ctapipe.calib import CameraCalibrator
from ctapipe.containers import (
    ArrayEventContainer,
    CameraHillasParametersContainer,
    DL1CameraContainer,
    HillasParametersContainer,
    ImageParametersContainer,
    MorphologyContainer,
    TelescopePointingContainer,
)
from ctapipe.coordinates import shower_impact_distance
from ctapipe.image import ImageProcessor
from ctapipe.io import SimTelEventSource
from ctapipe.reco import HillasIntersection, HillasReconstructor

import exchange

warnings.simplefilter("ignore")
QUANTITIES = {
    "alt": u.deg, "az": u.deg, "alt_uncert": u.deg, "az_uncert": u.deg,
    "core_x": u.m, "core_y": u.m, "core_tilted_x": u.m, "core_tilted_y": u.m,
    "core_tilted_uncert_x": u.m, "core_tilted_uncert_y": u.m, "h_max": u.m,
}  # fmt: skip


class Dump:
    """Collects one source in one frame."""

    def __init__(self, subarray, camera_frame):
        self.subarray = subarray
        self.camera_frame = camera_frame
        self.reconstructors = [HillasReconstructor(subarray), HillasIntersection(subarray)]
        self.rows = {k: [] for k in ("telescope", "mask", "x", "y", "psi", "intensity", "length", "width")}
        self.rows["core_psi"] = []
        self.events = {k: [] for k in ("array_alt", "array_az", "pointing_alt", "pointing_az")}
        self.offsets = [0]
        self.seconds = {r.__class__.__name__: 0.0 for r in self.reconstructors}
        for r in self.reconstructors:
            name = r.__class__.__name__
            for column in [*QUANTITIES, "is_valid", "telescopes", "average_intensity", "failed"]:
                self.events[f"{name}/{column}"] = []
            self.rows[f"{name}/impact"] = []
        self.true_impact = []
        self.true_shower = []

    def add(self, event):
        n_tel = len(self.subarray.tel)
        tels = list(event.dl1.tel)
        alt, az = np.full(n_tel, np.nan), np.full(n_tel, np.nan)
        for tel_id in tels:
            index = self.subarray.tel_indices[tel_id]
            pointing = event.monitoring.tel[tel_id].pointing
            alt[index] = pointing.altitude.to_value(u.deg)
            az[index] = pointing.azimuth.to_value(u.deg)
            parameters = event.dl1.tel[tel_id].parameters
            hillas = parameters.hillas
            self.rows["telescope"].append(index)
            self.rows["mask"].append(
                hillas.intensity > 50 and hillas.width.value > 0 and parameters.morphology.n_pixels > 3
            )
            x, y = (hillas.x, hillas.y) if self.camera_frame else (hillas.fov_lon, hillas.fov_lat)
            unit = u.m if self.camera_frame else u.deg
            self.rows["x"].append(x.to_value(unit))
            self.rows["y"].append(y.to_value(unit))
            self.rows["psi"].append(hillas.psi.to_value(u.deg))
            self.rows["intensity"].append(hillas.intensity)
            self.rows["length"].append(hillas.length.value)
            self.rows["width"].append(hillas.width.value)
        self.offsets.append(len(self.rows["telescope"]))
        pointing = event.monitoring.pointing
        self.events["array_alt"].append(pointing.array_altitude.to_value(u.deg))
        self.events["array_az"].append(pointing.array_azimuth.to_value(u.deg))
        self.events["pointing_alt"].append(alt)
        self.events["pointing_az"].append(az)
        for r in self.reconstructors:
            name = r.__class__.__name__
            start = time.perf_counter()
            try:
                r(event)
                failed = False
            except (np.linalg.LinAlgError, ZeroDivisionError):
                event.dl2.stereo.geometry[name].is_valid = False
                event.dl2.stereo.geometry[name].telescopes = []
                failed = True
            self.seconds[name] += time.perf_counter() - start
            result = event.dl2.stereo.geometry[name]
            for column, unit in QUANTITIES.items():
                self.events[f"{name}/{column}"].append(getattr(result, column).to_value(unit))
            self.events[f"{name}/is_valid"].append(result.is_valid)
            self.events[f"{name}/average_intensity"].append(result.average_intensity)
            self.events[f"{name}/failed"].append(failed)
            used = np.zeros(n_tel, dtype=bool)
            for tel_id in result.telescopes or []:
                used[self.subarray.tel_indices[tel_id]] = True
            self.events[f"{name}/telescopes"].append(used)
            for tel_id in tels:
                impact = event.dl2.tel[tel_id].impact[name]
                self.rows[f"{name}/impact"].append(impact.distance.to_value(u.m))
        for tel_id in tels:
            psi = event.dl1.tel[tel_id].parameters.core.psi
            self.rows["core_psi"].append(psi.to_value(u.deg))
        if event.simulation is not None and event.simulation.shower is not None:
            shower = event.simulation.shower
            distances = shower_impact_distance(shower, self.subarray).to_value(u.m)
            self.true_shower.append(
                [shower.alt.to_value(u.deg), shower.az.to_value(u.deg),
                 shower.core_x.to_value(u.m), shower.core_y.to_value(u.m)]
            )  # fmt: skip
            self.true_impact.extend(distances[self.subarray.tel_indices[t]] for t in tels)

    def arrays(self, prefix):
        radius = self.reconstructors[0]._cam_radius_m if self.camera_frame else self.reconstructors[0]._cam_radius_deg
        tels = self.subarray.tel_ids
        n = len(self.offsets) - 1
        result = {
            "offsets": np.array(self.offsets, dtype=np.uint32),
            "positions": self.subarray.tel_coords.cartesian.xyz.T.to_value(u.m).astype(float),
            "camera_radius": np.array([u.Quantity(radius[t]).value for t in tels]),
            "focal_length": np.array(
                [self.subarray.tel[t].camera.geometry.frame.focal_length.to_value(u.m) for t in tels]
            ),
            "reference_height": np.array(
                [self.subarray.reference_location.geodetic.height.to_value(u.m)]
            ),
            "true_shower": np.array(self.true_shower, dtype=float).reshape(-1, 4),
            "true_impact": np.array(self.true_impact, dtype=float),
        }
        for name, values in self.rows.items():
            dtype = {"telescope": np.int32, "mask": np.uint8}.get(name, float)
            result[f"row/{name}"] = np.array(values, dtype=dtype)
        for name, values in self.events.items():
            shape = (n, len(tels)) if "pointing" in name or name.endswith("telescopes") else (n,)
            flag = name.endswith(("is_valid", "failed", "telescopes"))
            result[f"event/{name}"] = np.array(values, dtype=bool if flag else float).reshape(shape)
        return {f"{prefix}/{k}": v for k, v in result.items()}


def real_events(path, camera_frame, max_events=None):
    for choice in ("EFFECTIVE", "EQUIVALENT"):
        try:
            with SimTelEventSource(path, focal_length_choice=choice, max_events=max_events) as source:
                dump = Dump(source.subarray, camera_frame)
                calibrate = CameraCalibrator(subarray=source.subarray)
                process = ImageProcessor(
                    subarray=source.subarray, use_telescope_frame=not camera_frame
                )
                for event in source:
                    calibrate(event)
                    process(event)
                    dump.add(event)
                return dump
        except RuntimeError:
            continue
    raise RuntimeError(f"{path}: no focal length")


def random_events(subarray, camera_frame, n, kind):
    """Events of arbitrary images, the same in both frames; `kind` says what is special."""
    rng = np.random.default_rng(sum(kind.encode()))
    dump = Dump(subarray, camera_frame)
    for number in range(n):
        event = ArrayEventContainer()
        alt = rng.uniform(89.5, 90) if kind == "zenith" else rng.uniform(20, 89)
        az = rng.uniform(0, 360)
        event.monitoring.pointing.array_altitude = alt * u.deg
        event.monitoring.pointing.array_azimuth = az * u.deg
        n_tel = number % 2 if kind == "few" else rng.integers(2, 11)
        tels = rng.choice(subarray.tel_ids, min(n_tel, len(subarray.tel_ids)), replace=False)
        shared_psi = rng.uniform(-90, 90)
        for i, tel_id in enumerate(sorted(tels)):
            spread = 2.0 if kind == "divergent" else 0.0
            event.monitoring.tel[tel_id].pointing = TelescopePointingContainer(
                altitude=min(alt + spread * rng.uniform(-1, 1), 90) * u.deg,
                azimuth=(az + spread * rng.uniform(-1, 1) / np.cos(np.deg2rad(alt))) * u.deg,
            )
            psi = rng.uniform(-90, 90)
            if kind == "parallel":
                psi = shared_psi + 10 ** rng.uniform(-5, 0)
            fov = rng.uniform(-3, 3, 2)
            common = dict(
                intensity=10 ** rng.uniform(1.5, 4),
                psi=(90 - psi if camera_frame else psi) * u.deg,
            )
            length, width = rng.uniform(0.1, 0.5), rng.uniform(0.01, 0.1)
            if kind == "few" and number % 4 == 3 and i == 0:
                width = np.nan
            if camera_frame:
                f = subarray.tel[tel_id].camera.geometry.frame.focal_length.to_value(u.m)
                scale = np.deg2rad(1) * f
                hillas = CameraHillasParametersContainer(
                    x=fov[1] * scale * u.m, y=fov[0] * scale * u.m,
                    length=length * scale * u.m, width=width * scale * u.m, **common,
                )  # fmt: skip
            else:
                hillas = HillasParametersContainer(
                    fov_lon=fov[0] * u.deg, fov_lat=fov[1] * u.deg,
                    length=length * u.deg, width=width * u.deg, **common,
                )  # fmt: skip
            event.dl1.tel[tel_id] = DL1CameraContainer(
                parameters=ImageParametersContainer(
                    hillas=hillas, morphology=MorphologyContainer(n_pixels=rng.integers(2, 20))
                )
            )
        event.trigger.tels_with_trigger = np.array(sorted(tels), dtype=int)
        event.simulation = None
        dump.add(event)
    return dump


def main(folder, n_random, paths):
    arrays, names, seconds = {}, [], {}

    def keep(dump, name):
        frame = "CameraFrame" if dump.camera_frame else "TelescopeFrame"
        arrays.update(dump.arrays(f"{name}/{frame}"))
        names.append(f"{name}/{frame}")
        seconds[f"{name}/{frame}"] = dump.seconds

    subarray = None
    for path in paths:
        for camera_frame in (False, True):
            dump = real_events(path, camera_frame)
            subarray = subarray or dump.subarray
            keep(dump, path.rsplit("/", 1)[-1])
    for kind in ("plain", "zenith", "divergent", "parallel", "few"):
        for camera_frame in (False, True):
            keep(random_events(subarray, camera_frame, n_random, kind), kind)
    exchange.write(folder, arrays, {"sources": names, "seconds": seconds})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
