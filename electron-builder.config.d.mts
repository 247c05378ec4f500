import type { Configuration } from 'electron-builder';

/** How packages are made. */
declare const configuration: Configuration;
export default configuration;
