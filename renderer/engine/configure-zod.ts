import { config } from 'zod';

// Zod would else try whether it may compile code, which the content policy reports. To be imported before
// anything that makes a schema.
config({ jitless: true });
