import type { ValuePath } from './json-value.ts';

/** What a finding of the engine says about a place. */
export interface FormFinding {
  readonly path: ValuePath;
  readonly message: string;
}

function startsWith(path: ValuePath, start: ValuePath): boolean {
  return start.length <= path.length && start.every((key, i) => String(key) === String(path[i]));
}

/** The finding about a place itself. */
export function findingAt(findings: readonly FormFinding[], path: ValuePath): string | undefined {
  return findings.find((one) => one.path.length === path.length && startsWith(one.path, path))
    ?.message;
}

/** How many findings are about a place or what is inside. */
export function countFindings(findings: readonly FormFinding[], path: ValuePath): number {
  return findings.filter((one) => startsWith(one.path, path)).length;
}
