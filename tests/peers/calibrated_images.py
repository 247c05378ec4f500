"""Calibrated images of sim_telarray files, as ctapipe makes them, grouped by camera."""

import warnings

import numpy as np
from ctapipe.calib import CameraCalibrator
from ctapipe.coordinates import TelescopeFrame
from ctapipe.io import SimTelEventSource

warnings.simplefilter("ignore")


class Camera:
    """Images of one camera in one file."""

    def __init__(self, path, subarray, tel_id):
        self.file = path.split("/")[-1]
        self.subarray = subarray.select_subarray([tel_id])
        self.tel_id = tel_id
        self.geometry = subarray.tel[tel_id].camera.geometry
        self.telescope_geometry = self.geometry.transform_to(TelescopeFrame())
        for geometry in (self.geometry, self.telescope_geometry):
            # What get_border_pixel_mask(2) answers, without its dense matrix of neighbours.
            border = np.asarray(geometry.get_border_pixel_mask(1)).ravel()
            geometry._border_cache = {
                1: border,
                2: geometry.neighbor_matrix_sparse.dot(border.astype(np.int32)) > 0,
            }
        self.images, self.peak_times, self.true_images = [], [], []

    def add(self, dl1, simulation, limit):
        if dl1.image is None or dl1.peak_time is None:
            return
        true_image = None if simulation is None else simulation.true_image
        # Images of calibration events keep both gains; each counts as an image.
        for image, time in zip(np.atleast_2d(dl1.image), np.atleast_2d(dl1.peak_time)):
            if len(self.images) >= limit:
                return
            self.images.append(image.astype(np.float32))
            self.peak_times.append(time.astype(np.float32))
            truth = np.zeros(len(image)) if true_image is None else true_image
            self.true_images.append(truth.astype(np.int32))

    def put(self, arrays, key):
        """Writes geometry and images; returns what describes them."""
        matrix = self.geometry.neighbor_matrix_sparse
        rows = self.geometry.neighbors
        arrays[f"{key}/indptr"] = matrix.indptr.astype(np.int32)
        arrays[f"{key}/indices"] = np.concatenate([np.sort(row) for row in rows]).astype(np.int32)
        for frame, geometry in (
            ("CameraFrame", self.geometry),
            ("TelescopeFrame", self.telescope_geometry),
        ):
            arrays[f"{key}/{frame}/pix_x"] = geometry.pix_x.value.astype(float)
            arrays[f"{key}/{frame}/pix_y"] = geometry.pix_y.value.astype(float)
            arrays[f"{key}/{frame}/pix_area"] = geometry.pix_area.value.astype(float)
        arrays[f"{key}/image"] = np.array(self.images)
        arrays[f"{key}/peak_time"] = np.array(self.peak_times)
        return {
            "file": self.file,
            "name": self.geometry.name,
            "pix_type": self.geometry.pix_type.value,
            "n_pixels": len(self.geometry.pix_x),
            "n_images": len(self.images),
        }


def cameras_of(path, limit):
    """Cameras of a file with at most `limit` images each; none of a file that the reference refuses."""
    for choice in ("EFFECTIVE", "EQUIVALENT"):
        try:
            source = SimTelEventSource(
                path, focal_length_choice=choice, skip_calibration_events=False
            )
            break
        except RuntimeError:
            continue
        except Exception:
            return []
    calibrate = CameraCalibrator(source.subarray)
    cameras, of_telescope = {}, {}
    for tel_id, telescope in source.subarray.tel.items():
        camera = cameras.setdefault(telescope, Camera(path, source.subarray, tel_id))
        of_telescope[tel_id] = camera
    for event in source:
        wanted = {tel_id for tel_id in event.r1.tel if len(of_telescope[tel_id].images) < limit}
        for tel_id in set(event.r1.tel) - wanted:
            del event.r1.tel[tel_id]
        calibrate(event)
        for tel_id, dl1 in event.dl1.tel.items():
            simulation = event.simulation and event.simulation.tel.get(tel_id)
            of_telescope[tel_id].add(dl1, simulation, limit)
        if all(len(camera.images) >= limit for camera in cameras.values()):
            break
    source.close()
    return [camera for camera in cameras.values() if camera.images]
