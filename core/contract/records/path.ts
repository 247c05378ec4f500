import { z } from 'zod';

/** Longest path of any system: Windows with its prefix for long ones [characters]. */
const MAX_PATH = 32_767;

/** A file or folder that a client names: absolute, except where the client runs on the command line. */
export const pathSchema = z.string().min(1).max(MAX_PATH);

/** Name, hash or path of a configuration that a client names. */
export const configurationReferenceSchema = z.string().min(1).max(MAX_PATH);
