/**
 * Version of ctapipe's data model that we write, as ctapipe 0.32 does; its tools compare it with
 * what they know.
 */
export const dataModelVersion = 'v7.6.0';
