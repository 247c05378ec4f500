// Writes resources/guide/contract.md.
import { writeFileSync } from 'node:fs';
import { contractReference } from './contract-reference.ts';

writeFileSync(new URL('../resources/guide/contract.md', import.meta.url), contractReference());
