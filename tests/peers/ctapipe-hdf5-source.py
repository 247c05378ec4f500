"""Reads HDF5 files with ctapipe's event source. Arguments: output folder, a simtel file, HDF5 files.

The simtel file is processed first, so that there is a file with waveforms and with images stored as
integers; its path is the note "transformed" and it counts as the last file. Without it ("-") the
script makes the fixture tests/fixtures/ctapipe-hdf5-source from
generated-with-upstream/ctapipe-0.30.0/gamma_diffuse_run10_nectarcam.dl2.h5 and
generated-with-upstream/ctapipe-0.17.0/gamma_history_meta_75.dl2.h5.
"""

import pathlib
import subprocess
import sys

import exchange
import numpy as np
from ctapipe.instrument import FocalLengthKind
from ctapipe.io import HDF5EventSource

folder, simtel, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
transformed = pathlib.Path(folder) / "transformed.h5"
if simtel != "-":
    run = subprocess.run(
        [
            pathlib.Path(sys.executable).with_name("ctapipe-process"),
            f"--input={simtel}",
            f"--output={transformed}",
            "--overwrite",
            "--write-images",
            "--DataWriter.transform_image=True",
            "--DataWriter.transform_peak_time=True",
            "--DataWriter.write_r0_waveforms=True",
            "--DataWriter.write_r1_waveforms=True",
        ],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    if run.returncode != 0:
        sys.exit(f"ctapipe-process failed:\n{run.stdout}{run.stderr}")
    paths.append(str(transformed))
arrays, notes = {}, {"files": [], "transformed": str(transformed)}


def degrees(value):
    return np.nan if value is None else value.to_value("deg")


for number, path in enumerate(paths):
    array_events, telescope_events, images, waveforms = [], [], [], []
    with HDF5EventSource(path, focal_length_choice=FocalLengthKind.EQUIVALENT) as source:
        for event in source:
            shower = event.simulation.shower
            array_events.append(
                (
                    event.index.obs_id,
                    event.index.event_id,
                    event.trigger.event_type.value,
                    event.trigger.time.unix_tai,
                    shower.energy.to_value("TeV"),
                    shower.alt.to_value("deg"),
                    shower.az.to_value("deg"),
                    shower.core_x.to_value("m"),
                    shower.core_y.to_value("m"),
                    shower.h_first_int.to_value("m"),
                    shower.x_max.to_value("g/cm2"),
                    shower.shower_primary_id,
                    degrees(event.monitoring.pointing.array_altitude),
                    degrees(event.monitoring.pointing.array_azimuth),
                )
            )
            for tel_id, trigger in event.trigger.tel.items():
                simulated = event.simulation.tel[tel_id]
                pointing = event.monitoring.tel[tel_id].pointing
                telescope_events.append(
                    (
                        event.index.obs_id,
                        event.index.event_id,
                        tel_id,
                        trigger.time.unix_tai,
                        -1 if trigger.n_trigger_pixels is None else trigger.n_trigger_pixels,
                        degrees(pointing.altitude),
                        degrees(pointing.azimuth),
                        np.nan if simulated.impact is None else simulated.impact.distance.to_value("m"),
                        -1 if simulated.true_image_sum is None else simulated.true_image_sum,
                    )
                )
                dl1 = event.dl1.tel[tel_id]
                if event.r1.tel[tel_id].waveform is not None:
                    waveforms.append(event.r1.tel[tel_id].waveform)
                if dl1.image is not None:
                    images.append(
                        np.concatenate([dl1.image, dl1.peak_time, dl1.image_mask, simulated.true_image])
                    )
        notes["files"].append(
            {
                "n_events": len(array_events),
                "n_images": len(images),
                "n_waveforms": len(waveforms),
                "obs_ids": [int(i) for i in source.obs_ids],
                "tel_ids": [int(i) for i in source.subarray.tel],
                "descriptions": [str(tel) for tel in source.subarray.tel.values()],
                "n_runs": len(source.simulation_config),
                "n_distributions": len(source.simulated_shower_distributions),
            }
        )
        cameras = set()
        for tel_id, tel in source.subarray.tel.items():
            if str(tel) in cameras:
                continue
            cameras.add(str(tel))
            geometry = tel.camera.geometry
            arrays[f"{number}:geometry:{tel_id}"] = np.concatenate(
                [
                    geometry.pix_x.to_value("m"),
                    geometry.pix_y.to_value("m"),
                    geometry.pix_area.to_value("m2"),
                    [geometry.pix_rotation.deg],
                    tel.camera.readout.reference_pulse_shape.ravel(),
                    [
                        tel.camera.readout.sampling_rate.to_value("GHz"),
                        tel.camera.readout.n_samples,
                        tel.optics.equivalent_focal_length.to_value("m"),
                        tel.optics.mirror_area.to_value("m2"),
                        tel.optics.n_mirrors,
                    ],
                    source.subarray.positions[tel_id].to_value("m"),
                ]
            ).astype(float)
            arrays[f"{number}:neighbors:{tel_id}"] = np.asarray(
                geometry.neighbor_matrix_sparse.indices, dtype=np.int32
            )
    arrays[f"{number}:array"] = np.array(array_events, dtype=float)
    arrays[f"{number}:telescope"] = np.array(telescope_events, dtype=float)
    for row, waveform in enumerate(waveforms):
        arrays[f"{number}:waveform:{row}"] = np.array(waveform, dtype=np.float32)
    for row, image in enumerate(images):
        arrays[f"{number}:image:{row}"] = np.array(image, dtype=np.float32)
exchange.write(folder, arrays, notes)
