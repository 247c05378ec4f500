"""Made-up events and what pyirf makes of them: spectra, cuts, sensitivity, response functions, resolutions.

Arguments: output folder.
"""

import sys
import warnings

import astropy.units as u
import numpy as np
from astropy.table import QTable
from exchange import write
from pyirf import spectral
from pyirf.benchmarks import angular_resolution, energy_bias_resolution
from pyirf.binning import create_bins_per_decade
from pyirf.cut_optimization import optimize_cuts
from pyirf.cuts import calculate_percentile_cut, evaluate_binned_cut
from pyirf.irf import (
    background_2d,
    background_3d_lonlat,
    effective_area_per_energy,
    effective_area_per_energy_and_fov,
    energy_dispersion,
    psf_table,
)
from pyirf.sensitivity import relative_sensitivity
from pyirf.simulations import SimulatedEventsInfo
from pyirf.statistics import li_ma_significance

warnings.simplefilter("ignore")
folder = sys.argv[1]
rng = np.random.default_rng(20261120)
n = 40000
arrays, notes = {}, {}

# Events: a few stand on edges, beyond the bins and without a direction.
true_energy = 10 ** rng.uniform(-2.2, 2.5, n)
reco_energy = true_energy * rng.lognormal(0, 0.2, n)
true_energy[:3] = [0.01, 1.0, 100.0]
reco_energy[3:6] = [0.01, 1.0, 100.0]
offset = np.sqrt(rng.uniform(0, 36, n))
offset[6:8] = [0.0, 5.0]
theta = rng.rayleigh(0.1, n)
theta[8] = np.nan
gammaness = rng.beta(2, 3, n)
weight = rng.uniform(0, 2, n)
lon, lat = rng.uniform(-6, 6, (2, n))
events = QTable(
    {
        "true_energy": true_energy * u.TeV,
        "reco_energy": reco_energy * u.TeV,
        "true_source_fov_offset": offset * u.deg,
        "reco_source_fov_offset": offset * u.deg,
        "theta": theta * u.deg,
        "weight": weight,
        "reco_source_fov_lon": lon * u.deg,
        "reco_source_fov_lat": lat * u.deg,
    }
)
arrays.update(
    true_energy=true_energy, reco_energy=reco_energy, offset=offset, theta=theta,
    gammaness=gammaness, weight=weight, lon=lon, lat=lat,
)

# Bins.
energy_edges = create_bins_per_decade(0.01 * u.TeV, 100 * u.TeV, 5)
arrays["energy_edges"] = energy_edges.to_value(u.TeV)
arrays["uneven_edges"] = create_bins_per_decade(0.013 * u.TeV, 77 * u.TeV, 7).to_value(u.TeV)
offset_edges = np.array([0, 1.5, 3, 5, 10]) * u.deg
migration_edges = np.geomspace(0.2, 5, 31)
theta_edges = np.linspace(0, 0.5, 26) * u.deg
lon_edges = np.linspace(-5, 5, 9) * u.deg
arrays.update(
    offset_edges=offset_edges.value, migration_edges=migration_edges,
    theta_edges=theta_edges.value, lon_edges=lon_edges.value,
)

# Spectra, at energies from 10 GeV to 300 TeV.
energies = np.geomspace(0.01, 300, 50)
arrays["energies"] = energies
point, diffuse = u.Unit("cm-2 s-1 TeV-1"), u.Unit("cm-2 s-1 TeV-1 sr-1")
for name in ("CRAB_HEGRA", "CRAB_MAGIC_JHEAP2015"):
    arrays[name] = getattr(spectral, name)(energies * u.TeV).to_value(point)
for name in ("PDG_ALL_PARTICLE", "IRFDOC_PROTON_SPECTRUM", "IRFDOC_ELECTRON_SPECTRUM"):
    arrays[name] = getattr(spectral, name)(energies * u.TeV).to_value(diffuse)
table = spectral.DAMPE_P_He_SPECTRUM
arrays["table_energy"] = table.energy.to_value(u.TeV)
arrays["table_flux"] = table.flux.to_value(diffuse)
arrays["table_values"] = table(energies * u.TeV).to_value(diffuse)

# Simulations of a point and of a view cone.
common = {
    "n_showers": 10**7, "energy_min": 0.005 * u.TeV, "energy_max": 200 * u.TeV,
    "max_impact": 1500 * u.m, "spectral_index": -2.0,
}
simulated = {
    "point": SimulatedEventsInfo(**common, viewcone_min=0 * u.deg, viewcone_max=0 * u.deg),
    "cone": SimulatedEventsInfo(**common, viewcone_min=0 * u.deg, viewcone_max=6 * u.deg),
}
obstime = 50 * u.hour
for name, info in simulated.items():
    law = spectral.PowerLaw.from_simulation(info, obstime)
    unit = point if name == "point" else diffuse
    notes[f"normalization {name}"] = law.normalization.to_value(unit)
crab = spectral.CRAB_HEGRA
arrays["event_weights"] = spectral.calculate_event_weights(
    events["true_energy"], crab, spectral.PowerLaw.from_simulation(simulated["point"], obstime)
)

# Cuts.
cut = calculate_percentile_cut(
    events["theta"], events["reco_energy"], energy_edges, 0.32 * u.deg, min_value=0.05 * u.deg,
    max_value=0.32 * u.deg,
)
arrays["theta_cut"] = cut["cut"].to_value(u.deg)
arrays["theta_cut_events"] = np.array(cut["n_events"], dtype="f8")
passed = evaluate_binned_cut(events["theta"], events["reco_energy"], cut, np.less_equal)
arrays["theta_passed"] = np.array(passed, dtype="u1")
smooth = calculate_percentile_cut(
    gammaness, events["reco_energy"], energy_edges, 0.0, percentile=60, smoothing=1.3,
    min_events=30,
)
arrays["gammaness_cut"] = np.array(smooth["cut"])

# Significance and sensitivity.
n_on = np.concatenate([[0, 0, 5, 10, 10], rng.poisson(50, 60), rng.uniform(0, 2000, 60)])
n_off = np.concatenate([[0, 7, 0, 50, 60], rng.poisson(200, 60), rng.uniform(0, 8000, 60)])
arrays.update(n_on=n_on.astype("f8"), n_off=n_off.astype("f8"))
arrays["li_ma"] = li_ma_significance(n_on, n_off, 0.2)
arrays["sensitivity"] = relative_sensitivity(n_on, n_off, 0.2).astype("f8")

# Cuts that are optimised, on a signal and a background of their own.
def candidates(count, best, prefix):
    table = QTable(
        {
            "reco_energy": 10 ** rng.uniform(-2.2, 2.2, count) * u.TeV,
            "gh_score": rng.beta(*best, count),
            "multiplicity": rng.integers(2, 8, count),
            "weight": rng.uniform(0.5, 1.5, count) * (0.2 if prefix == "signal" else 20),
            "theta": rng.rayleigh(0.08, count) * u.deg,
            "reco_source_fov_offset": np.sqrt(rng.uniform(0, 4, count)) * u.deg,
        }
    )
    for name in table.colnames:
        arrays[f"{prefix} {name}"] = np.array(table[name], dtype="f8")
    return table


signal = candidates(20000, (4, 2), "signal")
background = candidates(20000, (2, 4), "background")
efficiencies = np.linspace(0.1, 0.8, 8)
best, multiplicity, theta_cuts, gh_cuts = optimize_cuts(
    signal, background, energy_edges, np.arange(2, 6), efficiencies, efficiencies[::-1],
    fov_offset_max=1.5 * u.deg, alpha=0.2, progress=False,
)
arrays["efficiencies"] = efficiencies
arrays["best_sensitivity"] = np.array(best["relative_sensitivity"])
arrays["best_multiplicity"] = np.array(multiplicity["cut"], dtype="f8")
arrays["best_theta"] = theta_cuts["cut"].to_value(u.deg)
arrays["best_theta_efficiency"] = np.array(theta_cuts["efficiency"])
arrays["best_gammaness"] = np.array(gh_cuts["cut"])
arrays["best_gammaness_efficiency"] = np.array(gh_cuts["efficiency"])

# Response functions.
e_tev = energy_edges
arrays["aeff"] = effective_area_per_energy(events, simulated["point"], e_tev).to_value(u.m**2)
arrays["aeff_offset"] = effective_area_per_energy_and_fov(
    events, simulated["cone"], e_tev, offset_edges
).to_value(u.m**2)
arrays["edisp"] = energy_dispersion(events, e_tev, offset_edges, migration_edges)
good = events[~np.isnan(theta)]
arrays["psf"] = psf_table(good, e_tev, theta_edges, offset_edges).to_value("sr-1")
arrays["background_2d"] = background_2d(events, e_tev, offset_edges, obstime).to_value("s-1 TeV-1 sr-1")
arrays["background_3d"] = background_3d_lonlat(
    events, e_tev, lon_edges, lon_edges, obstime
).to_value("s-1 TeV-1 sr-1")

# Resolutions.
angular = angular_resolution(events, e_tev)
arrays["angular_resolution"] = angular["angular_resolution_68"].to_value(u.deg)
for kind in ("true", "reco"):
    energy = energy_bias_resolution(events, e_tev, energy_type=kind)
    arrays[f"bias_{kind}"] = np.array(energy["bias"])
    arrays[f"resolution_{kind}"] = np.array(energy["resolution"])

write(folder, {name: np.ascontiguousarray(values) for name, values in arrays.items()}, notes)
