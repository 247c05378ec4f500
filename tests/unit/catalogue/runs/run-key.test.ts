import { describe, expect, it } from 'vitest';
import { type RunKeyFacts, runKey } from '../../../../core/catalogue/runs/run-key.ts';

const settings = {
  energy_range_min: 0.03,
  energy_range_max: 600,
  spectral_index: -2,
  n_showers: 100,
  shower_reuse: 20,
  min_alt: 1.2217304763960306,
  max_alt: 1.2217304763960306,
  min_az: 0,
  max_az: 0,
  shower_prog_start: 1636113600,
  detector_prog_start: 1636116508,
};

function key(more: Partial<RunKeyFacts>, simulation: Readonly<Record<string, number>> = settings) {
  return runKey({
    instrument: 'LaPalma',
    isSimulation: true,
    run: { obsId: 202, simulation },
    contentHash: 'c'.repeat(64),
    ...more,
  });
}

describe('runKey', () => {
  it('names data by instrument and number, however the instrument is spelled', () => {
    const data = { isSimulation: false, run: { obsId: 23523 } };
    expect(key({ ...data, instrument: 'H.E.S.S.' })).toBe('HESS:23523');
    expect(key({ ...data, instrument: 'hess' })).toBe('HESS:23523');
    expect(key({ ...data, instrument: undefined })).toBe('UNKNOWN:23523');
  });

  it('gives copies in single precision the key of the original', () => {
    const single = Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [
        name,
        name.endsWith('start') ? value : Math.fround(value),
      ]),
    );
    expect(single).not.toEqual(settings);
    expect(key({}, single)).toBe(key({}));
    expect(key({})).toMatch(/^sim:202:[0-9a-f]{16}$/);
  });

  it('takes noise around zero for zero', () => {
    expect(key({}, { ...settings, min_az: -6.77e-8, max_az: -0 })).toBe(key({}));
  });

  it('does not go by the array or the particle, which products may not tell', () => {
    const run = { obsId: 202, simulation: settings };
    expect(key({ instrument: 'other', run: { ...run, primary: 'proton' } })).toBe(key({}));
  });

  it.each(Object.keys(settings))('tells productions apart that differ in %s', (name) => {
    const value = settings[name as keyof typeof settings];
    expect(key({}, { ...settings, [name]: value + 1 })).not.toBe(key({}));
  });

  it('needs particle and array where nobody tells when the programs were started', () => {
    const bare = { energy_range_min: 0.03 };
    const gamma = { run: { obsId: 1, simulation: bare, primary: 'gamma' } };
    const proton = { run: { obsId: 1, simulation: bare, primary: 'proton' } };
    expect(key(gamma)).not.toBe(key(proton));
    const none = { run: { obsId: 1 } };
    expect(key({ ...none, instrument: 'North' })).not.toBe(key({ ...none, instrument: 'South' }));
  });

  it('keeps runs without a number apart by their content', () => {
    const run = { obsId: -1 };
    const one = key({ run, isSimulation: false, contentHash: 'a'.repeat(64) });
    expect(one).toBe('LAPALMA:unknown:aaaaaaaaaaaaaaaa');
    expect(key({ run, isSimulation: false, contentHash: 'b'.repeat(64) })).not.toBe(one);
  });
});
