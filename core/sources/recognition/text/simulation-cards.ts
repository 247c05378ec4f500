import type { FileFacts } from '../file-facts.ts';

/** Keywords of CORSIKA's input (User's Guide, section 4). */
const CORSIKA = new Set(
  'RUNNR EVTNR NSHOW SEED THETAP PHIP PRMPAR ERANGE ESLOPE OBSLEV MAGNET ARRANG ATMOSPHERE ATMLAY RADNKG ECUTS ECTMAP MUADDI MUMULT CWAVLG CERSIZ CERFIL TELESCOPE LONGI MAXPRT PAROUT DATBAS DEBUG DIRECT TELFIL USER HOST EXIT CSCAT VIEWCONE IACT FIXCHI FIXHEI HADFLG ELMFLG QGSJET SIBYLL URQMD STEPFC ATMOD CERARY CERQEF DATDIR'.split(
    ' ',
  ),
);

/** Particles by CORSIKA's numbers. */
const PARTICLES: ReadonlyMap<string, string> = new Map([
  ['1', 'gamma'],
  ['2', 'positron'],
  ['3', 'electron'],
  ['5', 'muon'],
  ['6', 'muon'],
  ['14', 'proton'],
  ['402', 'helium'],
  ['5626', 'iron'],
]);

/** Facts of an input card of CORSIKA; undefined when it is none. */
export function corsikaFacts(text: string): FileFacts | undefined {
  if (!/^[ \t]*(RUNNR|PRMPAR|NSHOW)\b/m.test(text)) return undefined;
  const values = new Map<string, string>();
  let others = 0;
  for (const line of text.split(/\r?\n/)) {
    const [keyword, ...rest] = line.trim().split(/\s+/);
    if (keyword === '' || /^[*#]/.test(keyword)) continue;
    if (CORSIKA.has(keyword)) {
      if (!values.has(keyword)) values.set(keyword, rest.join(' '));
    } else others += 1;
  }
  if (values.size < 4 || others > values.size) return undefined;
  const particle = values.get('PRMPAR')?.split(' ')[0];
  const parts = [
    item('run', values.get('RUNNR')),
    item('showers:', values.get('NSHOW')),
    particle === undefined ? undefined : `primary ${PARTICLES.get(particle) ?? particle}`,
    item('energies [GeV]:', values.get('ERANGE')),
  ].filter((part) => part !== undefined);
  return configuration('CORSIKA input card', `Input of CORSIKA: ${parts.join(', ')}.`);
}

function item(name: string, value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : `${name} ${value}`;
}

/** Parameters that every configuration of sim_telarray sets or may set. */
const SIM_TELARRAY =
  /^\s*(optics_config_name|camera_config_file|camera_config_name|mirror_list|mirror_reflectivity|telescope_transmission|focal_length|quantum_efficiency|discriminator_pulse_shape|discriminator_threshold|fadc_pulse_shape|fadc_mhz|fadc_pedestal|fadc_sum_bins|trigger_pixels|trigger_telescopes|array_trigger|atmospheric_transmission|nightsky_background|num_gains|maximum_telescopes|pm_photoelectron_spectrum|min_photons|min_photoelectrons|altitude)\s*[=:]/i;

/** Facts of a configuration of sim_telarray: its input, or the list that it writes; undefined when it is none. */
export function simTelarrayFacts(text: string): FileFacts | undefined {
  const lines = text.split(/\r?\n/).slice(0, 5000);
  const listed = lines.filter((line) => /^(default|global|type|limits|CT\d+)\t\S+\t/.test(line));
  if (
    listed.length >= 5 &&
    listed.length >= 0.8 * lines.filter((line) => line.trim() !== '').length
  ) {
    const telescopes = new Set(listed.flatMap((line) => /^CT(\d+)\t/.exec(line)?.[1] ?? []));
    const parameters = new Set(listed.map((line) => line.split('\t')[1].toUpperCase()));
    return configuration(
      'sim_telarray configuration',
      `Values of ${parameters.size} parameters of sim_telarray for ${telescopes.size} telescopes.`,
    );
  }
  const parameters = lines.filter((line) => SIM_TELARRAY.test(line)).length;
  const isConditional = lines.some((line) =>
    /^\s*#\s*(ifdef TELESCOPE|if TELESCOPE|elif TELESCOPE)|^\s*#?include </.test(line),
  );
  if (parameters >= 4 || (parameters >= 1 && isConditional)) {
    return configuration('sim_telarray configuration', 'Settings of sim_telarray.');
  }
  return undefined;
}

function configuration(format: string, description: string): FileFacts {
  return { kind: 'configuration', format, description, dataLevels: [], runs: [] };
}
