"""ctapipe's ExpressionEngine and QualityQuery on random columns; arguments: number of rows."""

import sys

import numpy as np
from astropy.table import Table
from ctapipe.containers import ImageParametersContainer
from ctapipe.core import QualityQuery
from ctapipe.core.expression_engine import ExpressionEngine
from ctapipe.image.image_processor import ImageQualityQuery
from ctapipe.reco.reconstructor import StereoQualityQuery

import exchange

# Criteria and features that users write, then corners of the grammar.
EXPRESSIONS = [
    "hillas_intensity > 50",
    "hillas_width > 0",
    "morphology_n_pixels > 3",
    "leakage_intensity_width_2 < 0.5",
    "HillasReconstructor_is_valid",
    "~HillasReconstructor_is_valid",
    "hillas_width * hillas_length",
    "hillas_width / hillas_length",
    "np.log10(hillas_intensity)",
    "log10(hillas_intensity) * log(hillas_length)",
    "(hillas_width * hillas_length) / hillas_intensity",
    "np.sqrt(hillas_fov_lon**2 + hillas_fov_lat**2)",
    "arctan2(hillas_fov_lat, hillas_fov_lon)",
    "abs(timing_slope)",
    "np.sign(timing_slope) * hillas_skewness",
    "np.isfinite(hillas_width) & (hillas_intensity > 100)",
    "np.isnan(hillas_width) | (morphology_n_pixels == 5)",
    "(hillas_intensity > 80) & (hillas_intensity < 200) | (morphology_n_pixels >= 7)",
    "np.where(hillas_intensity > 100, hillas_fov_lon, -hillas_fov_lat)",
    "np.minimum(hillas_width, hillas_length) + np.maximum(timing_slope, 0)",
    "-hillas_fov_lon**2",
    "2**-hillas_length",
    "2**3**2 - hillas_fov_lon",
    "hillas_fov_lon // 0.3 + hillas_fov_lat % 0.7",
    "hillas_fov_lon % -0.3",
    "-7 // (morphology_n_pixels + 1) * 1.5",
    "1 - 2 - 3 * hillas_fov_lon / 4 / 5",
    "exp(-hillas_fov_lon**2 / 2) / sqrt(2 * np.pi)",
    "sin(hillas_psi) + cos(hillas_psi) * tan(hillas_psi / 7)",
    "np.cos(np.deg2rad(hillas_psi)) - +1.5e-1 * .5",
    "np.logical_and(hillas_intensity > 50, np.logical_not(hillas_skewness > 0))",
    "hillas_fov_lon ** 0.5",
    "1 / (morphology_n_pixels - 5)",
    "0 / (morphology_n_pixels - 5)",
    "np.round(hillas_fov_lon * 2) / 2",
    "np.floor(hillas_fov_lon) + np.ceil(hillas_fov_lat)",
    "np.hypot(hillas_fov_lon, hillas_fov_lat) != 1",
]
QUERY = [
    ("HillasValid", "HillasReconstructor_is_valid"),
    ("enough intensity", "hillas_intensity > 50"),
    ("Positive width", "hillas_width > 0"),
    ("enough pixels", "morphology_n_pixels > 3"),
    ("not clipped", "leakage_intensity_width_2 < 0.5"),
]
IMAGE_QUERY = [
    ("enough_pixels", "np.count_nonzero(image) > 2"),
    ("enough_charge", "image.sum() > 50"),
    ("bright", "image.size > 2 and 10 < image.max() <= 60"),
    ("spread", "image.std() > 0.2 * image.mean() or not image.min() < 3"),
]


def columns(rng, n):
    width = rng.uniform(0, 0.3, n)
    width[rng.random(n) < 0.1] = np.nan
    width[rng.random(n) < 0.05] = 0
    return {
        "hillas_intensity": rng.exponential(120, n),
        "hillas_width": width,
        "hillas_length": rng.uniform(0.05, 0.6, n),
        "hillas_fov_lon": rng.normal(0, 1, n),
        "hillas_fov_lat": rng.normal(0, 1, n),
        "hillas_psi": rng.uniform(-90, 90, n),
        "hillas_skewness": rng.normal(0, 1, n),
        "timing_slope": rng.normal(0, 5, n),
        "leakage_intensity_width_2": rng.uniform(0, 1, n).astype(np.float32),
        "morphology_n_pixels": rng.integers(0, 12, n),
        "HillasReconstructor_is_valid": rng.random(n) < 0.7,
    }


def counts(query):
    table = query.to_table(functions=True)
    return np.array([table["counts"], table["cumulative_counts"]])


def main(folder, n_rows):
    rng = np.random.default_rng(17)
    table = columns(rng, n_rows)
    arrays = {f"column/{name}": values for name, values in table.items()}

    engine = ExpressionEngine([(e, e) for e in EXPRESSIONS])
    with np.errstate(all="ignore"):
        for i, values in enumerate(engine(table)):
            arrays[f"expression/{i}"] = np.asarray(values, dtype=float)

    query = QualityQuery(quality_criteria=QUERY)
    arrays["query/mask"] = query.get_table_mask(Table(table))
    arrays["query/counts"] = counts(query)

    stereo = StereoQualityQuery()
    passed = []
    for row in range(n_rows):
        parameters = ImageParametersContainer()
        parameters.hillas.intensity = table["hillas_intensity"][row]
        parameters.hillas.width = table["hillas_width"][row] * parameters.hillas.width.unit
        parameters.morphology.n_pixels = table["morphology_n_pixels"][row]
        passed.append(all(stereo(parameters=parameters)))
    arrays["stereo/mask"] = np.array(passed)
    arrays["stereo/counts"] = counts(stereo)

    n_pixels = 12
    images = np.round(rng.normal(4, 12, (n_rows, n_pixels))).astype(np.float32)
    masks = rng.random((n_rows, n_pixels)) < rng.random((n_rows, 1))
    arrays["images"] = images
    arrays["masks"] = masks
    for name, criteria in {"default": None, "own": IMAGE_QUERY}.items():
        options = {} if criteria is None else {"quality_criteria": criteria}
        query = ImageQualityQuery(**options)
        # The reference cannot take the largest of no pixels, so empty images are left out.
        arrays[f"image-{name}/mask"] = np.array(
            [all(query(image=i[m])) for i, m in zip(images, masks) if m.any()]
        )
        arrays[f"image-{name}/counts"] = counts(query)

    notes = {
        "expressions": EXPRESSIONS,
        "query": QUERY,
        "image_query": IMAGE_QUERY,
        "image_default": ImageQualityQuery().quality_criteria,
        "stereo_default": stereo.quality_criteria,
    }
    exchange.write(folder, arrays, notes)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
