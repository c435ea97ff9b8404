/**
 * The only place that starts programs: by argument list, never through a shell, with an environment we build, and with
 * both output streams kept. A program that cannot be started, and an exit we did not expect, are told apart.
 */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

export interface ChildRequest {
  readonly program: string;
  readonly args: readonly string[];
  readonly signal?: AbortSignal;
  /** Ends the program after this long; absent means no limit. */
  readonly timeoutMs?: number;
  /** Gives way to whatever else the machine does. */
  readonly lowPriority?: boolean;
  readonly folder?: string;
  readonly onStdout?: (text: string) => void;
}

export interface ChildResult {
  readonly exitCode: number | undefined;
  readonly killedBy: NodeJS.Signals | undefined;
  readonly timedOut: boolean;
  /** Each cut to the last 256 KiB. */
  readonly stdout: string;
  readonly stderr: string;
}

const keptChars = 262_144;
const killAfterMs = 3_000;
/** What a program needs to be found and to write its temporary files; nothing that changes how it is linked. */
const passedOn = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'HOME', 'USERPROFILE', 'PATHEXT', 'windir'];

export function childEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C' };
  for (const name of passedOn) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

/** A program that runs beside us. */
export interface RunningChild {
  readonly pid: number | undefined;
  /** Resolves when the program is gone; rejects only when it cannot be started (with Node's error, e.g. ENOENT). */
  readonly ended: Promise<ChildResult>;
  /** Asks it to end, and kills it if it does not; may be called again. */
  end(): void;
}

/**
 * Runs to the end whatever the exit. Rejects only when the program cannot be started (with Node's error, e.g. ENOENT)
 * or, after the program is gone, with the signal's reason.
 */
export async function runChild(request: ChildRequest): Promise<ChildResult> {
  const { signal } = request;
  signal?.throwIfAborted();
  const { ended, end } = launch(request);
  signal?.addEventListener('abort', end);
  try {
    const result = await ended;
    if (signal?.aborted === true) throw signal.reason as Error;
    return result;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}

/** Starts a program that serves us until it is ended; it ends with this process where the system allows that. */
export function startChild(request: Omit<ChildRequest, 'signal'>): RunningChild {
  const running = launch(request);
  process.once('exit', running.end);
  const forget = (): unknown => process.removeListener('exit', running.end);
  running.ended.then(forget, forget);
  return running;
}

function launch(request: Omit<ChildRequest, 'signal'>): RunningChild {
  const child = spawn(request.program, [...request.args], {
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...(request.folder === undefined ? {} : { cwd: request.folder }),
  });
  let killTimer: NodeJS.Timeout | undefined;
  let gone = false;
  const end = (): void => {
    if (gone) return;
    child.kill('SIGTERM');
    killTimer ??= setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  };
  const ended = new Promise<ChildResult>((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const limit =
      request.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            end();
          }, request.timeoutMs);
    const settle = (): void => {
      gone = true;
      clearTimeout(limit);
      clearTimeout(killTimer);
    };

    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(-keptChars);
      request.onStdout?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-keptChars);
    });
    child.on('spawn', () => {
      if (request.lowPriority === true && child.pid !== undefined) yieldPriority(child.pid);
    });
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (exitCode, killedBy) => {
      settle();
      resolve({ exitCode: exitCode ?? undefined, killedBy: killedBy ?? undefined, timedOut, stdout, stderr });
    });
  });
  return { pid: child.pid, ended, end };
}

function yieldPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // the program may be gone already, or the system may not allow it: it then runs at normal priority
  }
}
