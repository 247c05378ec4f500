import type { Configuration } from 'app-builder-lib';

/** How packages are made. */
declare const configuration: Configuration;
export default configuration;
