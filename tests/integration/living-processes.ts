import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Variable of the environment that the processes of one test have in common. */
export const markName = 'PHOTOELECTRON_TEST_MARK';

/**
 * Numbers of the living processes whose environment has a mark, where the system shows that (Linux);
 * elsewhere none are seen.
 */
export function livingProcesses(mark: string): number[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const state = stat.at(stat.lastIndexOf(')') + 2);
        return variables.includes(`${markName}=${mark}`) && state !== 'Z' && state !== 'X';
      } catch {
        // It ended meanwhile, or belongs to somebody else.
        return false;
      }
    });
}
