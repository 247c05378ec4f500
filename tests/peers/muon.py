"""Muon rings of the images of sim_telarray files, as ctapipe fits and describes them.

Arguments: output folder, largest number of images of a camera and file, files.

The reference's minimiser stops up to 0.002 deg beside the minimum; here its tolerance is lowered, so
that it ends where its loss function is least.
"""

import sys
import types

import astropy.units as u
import numpy as np
from calibrated_images import cameras_of
from ctapipe.image import cleaning
from ctapipe.image.muon import MuonProcessor, fitting, ring_fitter
from exchange import write
from iminuit import Minuit


class ConvergedMinuit(Minuit):
    def migrad(self):
        self.strategy = 2
        self.tol = 1e-7
        for _ in range(3):
            super().migrad(ncall=100000)
        return self.hesse()


fitting.Minuit = ConvergedMinuit


def plain(value):
    if isinstance(value, u.Quantity):
        unit = u.deg**2 if value.unit.is_equivalent(u.deg**2) else u.deg
        return float(value.to_value(unit))
    return float(value)


class Settings:
    """The part of MuonProcessor that _calculate_muon_parameters needs."""

    _calculate_muon_parameters = MuonProcessor._calculate_muon_parameters

    def __init__(self, camera):
        self.geometries = {camera.tel_id: camera.telescope_geometry}
        self.fov_radius = {camera.tel_id: camera.telescope_geometry.guess_radius()}
        defaults = {
            "completeness_threshold": 30.0,
            "ratio_width": 1.5,
            "ring_integration_width": 0.25,
            "outer_ring_width": 0.2,
        }
        for name, value in defaults.items():
            setattr(self, name, types.SimpleNamespace(tel={camera.tel_id: value}))


METHODS = ("kundu_chaudhuri", "taubin", "kundu_chaudhuri_taubin")


def rings(camera, method, masks):
    settings = Settings(camera)
    fit = ring_fitter.MuonRingFitter(fit_method=method)
    geometry = camera.telescope_geometry
    columns, ring_masks = {}, []
    for image, clean_mask in zip(camera.images, masks):
        # As MuonProcessor._process_telescope_event.
        mask = clean_mask
        for _ in range(3):
            ring = fit(geometry, image, mask)
            distance = np.sqrt(
                (geometry.pix_x - ring.center_fov_lon) ** 2
                + (geometry.pix_y - ring.center_fov_lat) ** 2
            )
            mask = np.abs(distance - ring.radius) / ring.radius < 0.4
        parameters = settings._calculate_muon_parameters(camera.tel_id, image, clean_mask, ring)
        ring_masks.append(np.asarray(mask))
        for container, prefix in ((ring, "muonring"), (parameters, "muonparameters")):
            for name, value in container.items():
                columns.setdefault(f"{prefix}_{name}", []).append(plain(value))
    return columns, ring_masks


def main(folder, limit, *paths):
    arrays, notes = {}, []
    for path in paths:
        for camera in cameras_of(path, int(limit)):
            masks = [
                cleaning.tailcuts_clean(camera.geometry, image, 10, 5, False, 2)
                for image in camera.images
            ]
            # Images that are not too small, rings or not (the reference asks for 100 pixels).
            keep = [
                i
                for i, (mask, image) in enumerate(zip(masks, camera.images))
                if 20 < np.count_nonzero(mask) < 1000
            ]
            if not keep:
                continue
            camera.images = [camera.images[i] for i in keep]
            camera.peak_times = [camera.peak_times[i] for i in keep]
            masks = [masks[i] for i in keep]
            key = str(len(notes))
            notes.append(camera.put(arrays, key))
            arrays[f"{key}/mask"] = np.array(masks)
            for method in METHODS:
                columns, ring_masks = rings(camera, method, masks)
                for name, values in columns.items():
                    arrays[f"{key}/{method}/{name}"] = np.array(values)
                arrays[f"{key}/{method}/ring_mask"] = np.array(ring_masks)
    write(folder, arrays, {"cameras": notes, "methods": METHODS})


main(*sys.argv[1:])
