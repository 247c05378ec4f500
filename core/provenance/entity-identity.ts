import type { EntityRecord } from './activity-record.ts';

/** What identifies a content: a hash with the size, or the id of a product. */
export type EntityIdentity = Omit<EntityRecord, 'path' | 'role'>;
