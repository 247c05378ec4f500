import { canonicalForm } from '../../config/canonical-form.ts';
import type { ConfigurationDocument } from '../../config/configuration-schema.ts';
import { createHash } from 'node:crypto';
import { PhotoelectronError } from '../../foundation/errors.ts';
import type { ActivityRecord } from '../../provenance/activity-record.ts';
import { identifyFile } from '../../provenance/identify-file.ts';
import { readActivityRecord } from '../../provenance/read-activity-record.ts';
import type { FileFacts } from '../../sources/recognition/file-facts.ts';
import { recogniseFile } from '../../sources/recognition/recognise-file.ts';
import type { ContentHash, FileLook } from './scanned-file.ts';
import { unreadableFacts } from './unreadable-facts.ts';

/**
 * Identifies the content of a file and, unless that is known, recognises it. A file that cannot be read
 * is one that was not recognised, with the reason.
 *
 * @param knownHashes contents of which everything is known; `all`: only identify it
 * @returns undefined when the file is gone
 */
export async function lookAtFile(
  path: string,
  knownHashes: readonly string[] | 'all',
): Promise<FileLook | undefined> {
  try {
    const identity = await identifyFile(path);
    const content: ContentHash =
      'sha256' in identity
        ? { hash: identity.sha256, of: 'whole' }
        : { hash: identity.sha256_of_64_pieces, of: 'pieces' };
    if (knownHashes === 'all' || knownHashes.includes(content.hash)) return { content };
    return { content, ...withProvenance(await recogniseFile(path), path) };
  } catch (error) {
    if (!(error instanceof PhotoelectronError)) {
      return { facts: unreadableFacts(`It could not be looked at: ${String(error)}.`) };
    }
    return error.code === 'file-not-found' ? undefined : { facts: unreadableFacts(error.message) };
  }
}

/** Takes record and configuration out of the facts, as far as they can be used. */
function withProvenance(facts: FileFacts, path: string): FileLook {
  const { activityRecord, configurationDocument, ...rest } = facts;
  const activity = activityRecord === undefined ? undefined : record(activityRecord, path);
  const document = configurationDocument ?? JSON.stringify(activity?.config?.document ?? null);
  const configuration = configurationOf(document, facts.configurationHash);
  return {
    facts: rest,
    ...(activity === undefined ? {} : { activity }),
    ...(configuration === undefined ? {} : { configuration }),
  };
}

/** A record that cannot be read is none: the chain of the file ends there. */
function record(text: string, path: string): ActivityRecord | undefined {
  try {
    return readActivityRecord(text, path).record;
  } catch {
    return undefined;
  }
}

/** The configuration when it is the one that its hash says; anything else must not be kept as that. */
function configurationOf(text: string, hash: string | undefined): FileLook['configuration'] {
  let document: string;
  try {
    document = canonicalForm(JSON.parse(text) as ConfigurationDocument);
  } catch {
    return undefined;
  }
  const isTrue = hash !== undefined && createHash('sha256').update(document).digest('hex') === hash;
  return isTrue ? { hash, document } : undefined;
}
