"""Cameras of sim_telarray files as ctapipe describes them.

Arguments: output folder, then files. One camera for every distinct set of positions.
"""

import sys
import warnings

import numpy as np
from ctapipe.coordinates import EngineeringCameraFrame, TelescopeFrame
from ctapipe.io import SimTelEventSource
from exchange import write

warnings.simplefilter("ignore")
arrays, cameras, refused, seen = {}, [], {}, set()


def neighbors(geometry):
    rows = geometry.neighbors
    return np.cumsum([0] + [len(row) for row in rows]), np.concatenate(rows or [[]])


def put(key, geometry):
    indptr, indices = neighbors(geometry)
    arrays[f"{key}/pix_x"] = geometry.pix_x.value.astype(float)
    arrays[f"{key}/pix_y"] = geometry.pix_y.value.astype(float)
    arrays[f"{key}/pix_area"] = geometry.pix_area.value.astype(float)
    arrays[f"{key}/indptr"] = indptr.astype(np.int32)
    arrays[f"{key}/indices"] = indices.astype(np.int32)
    return {
        "pix_rotation": float(geometry.pix_rotation.deg),
        "cam_rotation": float(geometry.cam_rotation.deg),
        "radius": float(geometry.guess_radius().value),
    }


for path in sys.argv[2:]:
    for choice in ("EFFECTIVE", "EQUIVALENT"):
        try:
            source = SimTelEventSource(path, focal_length_choice=choice)
            break
        except RuntimeError:
            continue
        except BaseException as error:
            refused[path] = f"{type(error).__name__}: {error}"
            break
    if path in refused:
        continue
    for tel_id, telescope in source.subarray.tel.items():
        geometry = telescope.camera.geometry
        settings = source.file_.telescope_descriptions[tel_id]["camera_settings"]
        focal_length = geometry.frame.focal_length.to_value("m")
        identity = (geometry.pix_x.value.tobytes(), geometry.pix_y.value.tobytes(), focal_length)
        if identity in seen:
            continue
        seen.add(identity)
        key = str(len(cameras))
        arrays[f"{key}/raw_x"] = settings["pixel_x"]
        arrays[f"{key}/raw_y"] = settings["pixel_y"]
        arrays[f"{key}/raw_area"] = np.asarray(settings["pixel_area"], dtype=np.float32)
        for width in (1, 2, 3):
            if geometry.n_pixels > 20000 and width > 1:
                continue  # the reference makes a dense matrix of neighbours here
            arrays[f"{key}/border{width}"] = np.asarray(geometry.get_border_pixel_mask(width)).ravel()
        arrays[f"{key}/pixel_width"] = geometry.pixel_width.value.astype(float)
        cameras.append(
            {
                "file": path.split("/")[-1],
                "name": geometry.name,
                "pix_type": geometry.pix_type.value,
                "pixel_shape": float(settings["pixel_shape"][0]),
                "cam_rot": float(settings["cam_rot"]),
                "focal_length": float(focal_length),
                "camera": put(f"{key}/camera", geometry),
                "telescope": put(f"{key}/telescope", geometry.transform_to(TelescopeFrame())),
                **{
                    f"engineering{n}": put(
                        f"{key}/engineering{n}",
                        geometry.transform_to(EngineeringCameraFrame(n_mirrors=n)),
                    )
                    for n in (1, 2)
                    if geometry.n_pixels < 20000
                },
            }
        )
    source.close()
write(sys.argv[1], arrays, {"cameras": cameras, "refused": refused})
