import { stat } from 'node:fs/promises';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { PhotoelectronError } from '../foundation/errors.ts';
import { identifyFile } from '../provenance/identify-file.ts';
import { toldActivity } from '../provenance/told-activity.ts';
import type { ProvenanceSources } from '../provenance/trace-provenance.ts';
import { readProvenanceTexts } from '../sources/provenance/read-provenance-texts.ts';
import type { AccessPolicy } from './access-policy.ts';

/** What a chain of provenance may be looked up in. */
export interface ProvenanceSourceOptions {
  readonly access: AccessPolicy;
  /** Without one, files tell what they can. */
  readonly catalogue?: Catalogue;
  readonly signal?: AbortSignal;
}

/** The files that a client may read, and the catalogue. */
export function provenanceSources(options: ProvenanceSourceOptions): ProvenanceSources {
  const { access, catalogue, signal } = options;
  return {
    find: async (path) => {
      try {
        const place = await access.checkRead(path);
        return (await stat(place)).isFile() ? place : undefined;
      } catch (error) {
        // Records name files that are gone, and files that this client may know nothing of.
        if (error instanceof PhotoelectronError || isSystemError(error)) return undefined;
        throw error;
      }
    },
    identify: (path) => identifyFile(path, signal),
    read: async (path, identity) => {
      const texts = await readProvenanceTexts(path, signal === undefined ? {} : { signal });
      const key = 'sha256' in identity ? identity.sha256 : identity.sha256_of_64_pieces;
      return toldActivity(path, texts, key);
    },
    filesWith: async (identity) => (await catalogue?.ask('presentFilesWith', { identity })) ?? [],
    activitiesThatMade: async (identity) =>
      (await catalogue?.ask('activitiesThatMade', { identity })) ?? [],
    activitiesThatRead: async (identity) =>
      (await catalogue?.ask('activitiesThatRead', { identity })) ?? [],
    activity: async (uuid) => (await catalogue?.ask('activity', { uuid })) ?? null,
  };
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
