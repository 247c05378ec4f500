import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../../core/config/parse-configuration.ts';
import { referenceMetadata } from '../../../core/provenance/reference-metadata.ts';

/** Names of the root attributes of a file that ctapipe-process 0.32 wrote. */
const ctapipeNames = [
  ...['ACTIVITY ID', 'ACTIVITY NAME', 'ACTIVITY SOFTWARE NAME', 'ACTIVITY SOFTWARE VERSION'],
  ...['ACTIVITY START TIME', 'ACTIVITY STOP TIME', 'ACTIVITY TYPE', 'CONTACT EMAIL'],
  ...['CONTACT NAME', 'CONTACT ORGANIZATION', 'INSTRUMENT CLASS', 'INSTRUMENT ID'],
  ...['INSTRUMENT SITE', 'INSTRUMENT SUBTYPE', 'INSTRUMENT TYPE', 'INSTRUMENT VERSION'],
  ...['PROCESS ID', 'PROCESS SUBTYPE', 'PROCESS TYPE', 'PRODUCT CREATION TIME'],
  ...['PRODUCT DATA ASSOCIATION', 'PRODUCT DATA CATEGORY', 'PRODUCT DATA LEVELS'],
  ...['PRODUCT DATA MODEL NAME', 'PRODUCT DATA MODEL URL', 'PRODUCT DATA MODEL VERSION'],
  ...['PRODUCT DESCRIPTION', 'PRODUCT FORMAT', 'PRODUCT ID', 'REFERENCE VERSION'],
].map((name) => `CTA ${name}`);

describe('referenceMetadata', () => {
  const { contact, instrument } = parseConfiguration('contact: {name: Ada}', 'test');
  const metadata = referenceMetadata({
    productId: 'p',
    activityId: 'a',
    activityName: 'pe process',
    startTime: new Date('2026-01-02T03:04:05.678Z'),
    stopTime: new Date('2026-01-02T03:04:06Z'),
    dataModelVersion: 'v7.6.0',
    dataLevels: ['DL1_PARAMETERS', 'DL2'],
    isSimulation: true,
    obsIds: [202],
    subarrayName: 'MonteCarloArray',
    contact,
    instrument,
  });

  it('has the attributes that ctapipe writes, and no others', () => {
    expect(Object.keys(metadata).toSorted()).toEqual(ctapipeNames);
  });

  it('spells times, levels and the instrument as ctapipe does', () => {
    expect(metadata['CTA ACTIVITY START TIME']).toBe('2026-01-02 03:04:05.678');
    expect(metadata['CTA PRODUCT DATA LEVELS']).toBe('DL1_PARAMETERS,DL2');
    expect(metadata['CTA INSTRUMENT ID']).toBe('MonteCarloArray');
    expect(metadata['CTA PROCESS ID']).toBe('202');
    expect(metadata['CTA CONTACT NAME']).toBe('Ada');
  });
});
