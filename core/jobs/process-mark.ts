import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * A text that tells a process from every other one that had or will have the same number: when it
 * started, as the system says. Two marks of one process are the same text.
 *
 * @param pid number of the process
 * @returns undefined when no such process lives; one that has ended and was not yet taken note of by its
 *   parent does not
 */
export async function processMark(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxMark(pid);
  if (!answers(pid)) return undefined;
  try {
    const [command, args] =
      process.platform === 'win32'
        ? ['powershell.exe', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`]]
        : ['ps', ['-o', 'lstart=', '-p', String(pid)]];
    const { stdout } = await execute(command, args, {
      env: { ...process.env, LC_ALL: 'C' },
    });
    const mark = stdout.trim();
    return mark === '' ? undefined : mark;
  } catch {
    // Both commands fail when the process is gone.
    return undefined;
  }
}

/** Boot and ticks since boot at which a process started (proc(5), field 22 of `stat`). */
async function linuxMark(pid: number): Promise<string | undefined> {
  let stat: string;
  let boot: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  } catch {
    return undefined;
  }
  // The name of the program stands in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  if (state === 'Z' || state === 'X') return undefined;
  return `${boot.trim()} ${fields[19]}`;
}

/** Whether the system knows a process of this number. */
function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
