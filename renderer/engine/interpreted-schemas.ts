// To be imported before any schema is made: zod would else try whether it may compile code, which the
// content policy reports.
import { config } from 'zod';

config({ jitless: true });
