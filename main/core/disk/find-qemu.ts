/** Which qemu-img is used: the one that came with the program, else one that was named, else the system's if it is new enough. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import type { ToolOrigin } from '../../../contract/report.ts';
import { runChild } from '../base/child.ts';
import { installCommand } from './qemu-install.ts';
import type { Qemu } from './qemu.ts';

export interface QemuPlaces {
  /** The program's resources folder, which may hold `qemu/qemu-img`. */
  readonly resources?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Enterprise Linux 8 still has this one; what is older was never tried. */
const oldest = '6.0';

/** Fails with `machine.qemu-missing` or, where there are only old ones, with `machine.qemu-too-old`. */
export async function findQemu(places: QemuPlaces = {}): Promise<Qemu> {
  let old: { program: string; version: string } | undefined;
  for (const { program, origin } of candidates(places)) {
    const version = await versionOf(program);
    if (version === undefined) continue;
    if (!isOlder(version, oldest)) return { program, version, origin, ...(await findLimiter()) };
    old ??= { program, version };
  }
  const install = await installCommand();
  if (old !== undefined) throw new Failure('machine.qemu-too-old', { ...old, oldest, install });
  throw new Failure('machine.qemu-missing', { program: 'qemu-img', install });
}

function* candidates(places: QemuPlaces): Generator<{ program: string; origin: ToolOrigin }> {
  const environment = places.environment ?? process.env;
  const windows = process.platform === 'win32';
  const file = windows ? 'qemu-img.exe' : 'qemu-img';
  // start-up from a checkout names the folder of what was built there
  const resources = places.resources ?? environment['ECS_IMAGE_MIGRATOR_RESOURCES'];
  if (resources !== undefined && resources !== '') yield { program: join(resources, 'qemu', file), origin: 'bundled' };
  const named = environment['ECS_IMAGE_MIGRATOR_QEMU_IMG'];
  if (named !== undefined && named !== '') yield { program: named, origin: 'named' };
  for (const folder of (environment['PATH'] ?? '').split(windows ? ';' : ':').filter(Boolean))
    yield { program: join(folder, file), origin: 'system' };
  // where its Windows installer puts it, without adding it to the PATH
  const programFiles = environment['ProgramFiles'];
  if (programFiles !== undefined) yield { program: join(programFiles, 'qemu', file), origin: 'system' };
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const [leastMajor = 0, leastMinor = 0] = than.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}

async function findLimiter(): Promise<{ limiter?: string }> {
  if (process.platform !== 'linux') return {};
  const limiter = '/usr/bin/prlimit';
  return access(limiter).then(
    () => ({ limiter }),
    () => ({}), // a Linux without it: the time limit has to do
  );
}

async function versionOf(program: string): Promise<string | undefined> {
  try {
    await access(program);
    const { exitCode, stdout } = await runChild({ program, args: ['--version'], timeoutMs: 20_000 });
    return exitCode === 0 ? /qemu-img version (\S+)/.exec(stdout)?.[1] : undefined;
  } catch {
    return undefined; // not there or not a program: the next place may have it
  }
}
