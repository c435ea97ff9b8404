/** For tests: the real command line as a process of its own, its events as they come, and a way to end it without warning. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const entry = join(import.meta.dirname, 'main.ts');

export interface CliEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

export interface CliRun {
  readonly events: readonly CliEvent[];
  readonly exitCode: number | null;
  readonly stderr: string;
  /** The last event, which says how it ended. */
  readonly last: CliEvent | undefined;
}

export interface CliOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Called with every event; answering a signal ends the process with it. */
  readonly onEvent?: (event: CliEvent) => NodeJS.Signals | undefined;
}

/** Runs `cli … ` from the sources to its end. */
export async function cli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const child: ChildProcess = spawn(process.execPath, ['--no-warnings', entry, ...args], {
    env: { ...process.env, INIT_CWD: undefined, LC_ALL: 'en_US.UTF-8', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const events: CliEvent[] = [];
  let stderr = '';
  let signalled = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  if (child.stdout === null) throw new Error('no standard output');
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const event = JSON.parse(line) as CliEvent;
    events.push(event);
    const signal = signalled ? undefined : options.onEvent?.(event);
    if (signal === undefined) return;
    signalled = true;
    child.kill(signal);
  });
  const [exitCode] = await Promise.all([
    new Promise<number | null>((resolve) => child.once('close', resolve)),
    new Promise<void>((resolve) => lines.once('close', resolve)),
  ]);
  return { events, exitCode, stderr, last: events.at(-1) };
}

/** A folder with a plan in it, and a data folder beside. */
export async function planFolder(
  plan: object,
): Promise<{ folder: string; plan: string; data: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'road-'));
  const path = join(folder, 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  return {
    folder,
    plan: path,
    data: join(folder, 'data'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The plan of one disk; `change` replaces fields of its parts. */
export function planFor(disk: string, change: { target?: object; image?: object; plan?: object } = {}): object {
  return {
    schema: 1,
    name: 'web01',
    disks: [{ path: disk, role: 'system' }],
    target: {
      account: 'practice',
      region: 'cn-hangzhou',
      bucket: 'migration-demo',
      object: 'web01.qcow2',
      format: 'qcow2',
      ...change.target,
    },
    image: {
      name: 'web01', osType: 'linux', platform: 'CentOS', architecture: 'x86_64', bootMode: 'BIOS', systemDiskGiB: 40, licenseType: 'BYOL',
      ...change.image,
    }, // prettier-ignore
    ...change.plan,
  };
}
