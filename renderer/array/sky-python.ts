import type { SkyImage, SkyPlace, SkyShower } from './sky-scene.ts';

/** A Python program that draws the sky of the array with matplotlib: all image axes, pointings and showers. */
export function skyPython(
  title: string,
  images: readonly SkyImage[],
  pointings: readonly SkyPlace[],
  showers: readonly SkyShower[],
): string {
  return [
    'import matplotlib.pyplot as plt',
    'import numpy as np',
    '',
    '# Offsets from the pointing of the array [deg]: longitude grows with azimuth.',
    `tel_id = [${images.map(({ telId }) => telId).join(', ')}]`,
    `lon = [${images.map(({ u }) => u).join(', ')}]`,
    `lat = [${images.map(({ v }) => v).join(', ')}]`,
    `psi = [${images.map(({ angle }) => angle).join(', ')}]`,
    '',
    'fig, ax = plt.subplots()',
    'for i, name in enumerate(tel_id):',
    '    ax.axline((lon[i], lat[i]), (lon[i] + np.cos(psi[i]), lat[i] + np.sin(psi[i])), lw=0.5)',
    '    ax.annotate(str(name), (lon[i], lat[i]))',
    'ax.plot(lon, lat, "o")',
    ...pointings.map(({ u, v }) => `ax.plot(${u}, ${v}, "+", color="gray")`),
    ...showers.map(({ name, u, v }) => `ax.plot(${u}, ${v}, "x", label=${JSON.stringify(name)})`),
    'ax.set_aspect("equal")',
    'ax.set_xlabel("Longitude around the pointing [deg]")',
    'ax.set_ylabel("Latitude around the pointing [deg]")',
    `ax.set_title(${JSON.stringify(title)})`,
    ...(showers.length > 0 ? ['ax.legend()'] : []),
    'plt.show()',
    '',
  ].join('\n');
}
