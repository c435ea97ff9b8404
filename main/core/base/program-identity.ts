/** Which running program a process number stands for: its number, when it was started, and in which boot of which machine. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from '../../../contract/schema.ts';
import { runChild } from './child.ts';

/** Numbers are given again, also after a restart of the machine; all of it together never is. */
export const programIdentity = z.strictObject({
  pid: z.int().positive(),
  /** In the system's own count, which no change of the clock moves; empty where it does not say. */
  started: z.string(),
  boot: z.string(),
  machine: z.string(),
  /** Where the number counts: containers on one machine each have numbers of their own. */
  space: z.string(),
});
export type ProgramIdentity = z.infer<typeof programIdentity>;

/** `cannot-tell`: it runs, or ran, where we cannot see. */
export type ProgramState = 'runs' | 'ended' | 'cannot-tell';

const askMs = 5_000;
let here: Promise<Omit<ProgramIdentity, 'pid' | 'started'>> | undefined;
let mine: Promise<ProgramIdentity> | undefined;

/** This program's own. */
export const ownIdentity = (): Promise<ProgramIdentity> => (mine ??= identityOf(process.pid));

/** Of a process on this machine. */
export async function identityOf(pid: number): Promise<ProgramIdentity> {
  here ??= whereWeAre();
  const started = await startOf(pid);
  return { pid, started: started === 'ended' ? '' : (started ?? ''), ...(await here) };
}

export const sameProgram = (one: ProgramIdentity, other: ProgramIdentity): boolean =>
  (['pid', 'started', 'boot', 'machine', 'space'] as const).every((what) => one[what] === other[what]);

export async function stateOf(program: ProgramIdentity): Promise<ProgramState> {
  here ??= whereWeAre();
  const { boot, machine, space } = await here;
  if (program.machine !== machine) return 'cannot-tell';
  if (program.boot !== boot) return 'ended';
  if (program.space !== space) return 'cannot-tell';
  const started = await startOf(program.pid);
  if (started === 'ended') return 'ended';
  if (started === undefined || program.started === '') return 'cannot-tell';
  return started === program.started ? 'runs' : 'ended';
}

/** `ended` for no such process, and for one that has ended though its parent has not asked how; undefined where it cannot be found out. */
async function startOf(pid: number): Promise<string | undefined> {
  if (!exists(pid)) return 'ended';
  if (process.platform === 'win32') return said('powershell', windowsArgs(pid));
  if (process.platform === 'darwin') {
    // the time of day would change with the season
    const [state = '', ...start] = ((await said('env', macArgs(pid))) ?? '').split(/\s+/);
    if (start.length === 0) return exists(pid) ? undefined : 'ended';
    return state.startsWith('Z') ? 'ended' : start.join(' ');
  }
  // fields 3 and 22 of proc_pid_stat(5); the name, which may hold anything, ends at the last bracket
  const fields = readText(`/proc/${pid}/stat`).split(')').at(-1)?.trim().split(' ') ?? [];
  const [state] = fields;
  const start = fields[19];
  if (state === undefined || start === undefined) return exists(pid) ? undefined : 'ended';
  return state === 'Z' || state === 'X' ? 'ended' : start;
}

const windowsArgs = (pid: number): string[] => [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`,
];
const macArgs = (pid: number): string[] => ['TZ=UTC', 'ps', '-o', 'stat=,lstart=', '-p', String(pid)];

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it runs, but belongs to another user
  }
}

async function whereWeAre(): Promise<Omit<ProgramIdentity, 'pid' | 'started'>> {
  const machine = `${hostname()} ${readText('/etc/machine-id')}`.trim();
  if (process.platform === 'darwin')
    return { boot: (await said('sysctl', ['-n', 'kern.bootsessionuuid'])) ?? '', machine, space: '' };
  // Windows notes the very moment at which a process started: that alone tells one boot from another
  return { boot: readText('/proc/sys/kernel/random/boot_id'), machine, space: linkText('/proc/self/ns/pid') };
}

async function said(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await runChild({ program, args, timeoutMs: askMs });
    const text = stdout.trim();
    return exitCode === 0 && text !== '' ? text : undefined;
  } catch {
    return undefined; // not on this system
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return ''; // not on this system, or not for us
  }
}

function linkText(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
