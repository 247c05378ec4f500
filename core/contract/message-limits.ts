/** Largest message [bytes]; replies are a few MB, and documents of configurations one. */
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** Deepest nesting of lists and objects in a message. */
export const MAX_MESSAGE_DEPTH = 100;
