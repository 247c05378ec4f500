/** Increased when files that were looked at before should be looked at again. */
export const RECOGNITION_VERSION = 2;
