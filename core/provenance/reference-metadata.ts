import type { ConfigurationDocument } from '../config/configuration-schema.ts';
import { software } from './software.ts';

/** What the reference metadata say about one product. */
export interface ProductDescription {
  readonly productId: string;
  readonly activityId: string;
  readonly activityName: string;
  readonly startTime: Date;
  readonly stopTime: Date;
  /** Version of the data model, such as `v7.6.0`. */
  readonly dataModelVersion: string;
  /** Data levels inside, such as `DL1_PARAMETERS`, in ascending order. */
  readonly dataLevels: readonly string[];
  readonly isSimulation: boolean;
  /** Runs inside; several are separated by commas. */
  readonly obsIds: readonly number[];
  /** Name of the array, for the instrument's id where the configuration gives none. */
  readonly subarrayName: string;
  readonly contact: ConfigurationDocument['contact'];
  readonly instrument: ConfigurationDocument['instrument'];
}

/**
 * Reference metadata (CTAO top-level data model, version 1) as ctapipe writes them to the root
 * attributes of an HDF5 file; ctapipe's readers and its merge tool look at them.
 *
 * @returns attributes by name, in ctapipe's order
 */
export function referenceMetadata(product: ProductDescription): Readonly<Record<string, string>> {
  const { contact, instrument } = product;
  const instrumentId = instrument.id === 'unspecified' ? product.subarrayName : instrument.id;
  return {
    'CTA REFERENCE VERSION': '1',
    'CTA CONTACT EMAIL': contact.email,
    'CTA CONTACT NAME': contact.name,
    'CTA CONTACT ORGANIZATION': contact.organization,
    'CTA PRODUCT CREATION TIME': isoTime(product.stopTime),
    'CTA PRODUCT DATA ASSOCIATION': 'Subarray',
    'CTA PRODUCT DATA CATEGORY': product.isSimulation ? 'Sim' : 'Other',
    'CTA PRODUCT DATA LEVELS': product.dataLevels.join(','),
    'CTA PRODUCT DATA MODEL NAME': 'ASWG',
    'CTA PRODUCT DATA MODEL URL': '',
    'CTA PRODUCT DATA MODEL VERSION': product.dataModelVersion,
    'CTA PRODUCT DESCRIPTION': 'Photoelectron Data Product',
    'CTA PRODUCT FORMAT': 'hdf5',
    'CTA PRODUCT ID': product.productId,
    'CTA PROCESS ID': product.obsIds.join(','),
    'CTA PROCESS SUBTYPE': '',
    'CTA PROCESS TYPE': product.isSimulation ? 'Simulation' : 'Observation',
    'CTA ACTIVITY ID': product.activityId,
    'CTA ACTIVITY NAME': product.activityName,
    'CTA ACTIVITY SOFTWARE NAME': software.name,
    'CTA ACTIVITY SOFTWARE VERSION': software.version,
    'CTA ACTIVITY START TIME': isoTime(product.startTime),
    'CTA ACTIVITY STOP TIME': isoTime(product.stopTime),
    'CTA ACTIVITY TYPE': 'software',
    'CTA INSTRUMENT CLASS': instrument.class,
    'CTA INSTRUMENT ID': instrumentId,
    'CTA INSTRUMENT SITE': instrument.site,
    'CTA INSTRUMENT SUBTYPE': instrument.subtype,
    'CTA INSTRUMENT TYPE': instrument.type,
    'CTA INSTRUMENT VERSION': instrument.version,
  };
}

/** UTC as `2026-11-20 05:36:47.288`, the spelling that astropy writes and reads. */
function isoTime(time: Date): string {
  return time.toISOString().replace('T', ' ').replace('Z', '');
}
