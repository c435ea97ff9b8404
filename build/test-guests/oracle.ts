/** Asks other programs what is on a disk, to compare their answers with those of our readers. */
import { execFileSync, spawnSync } from 'node:child_process';

const environment = { ...process.env, LC_ALL: 'C', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };

/** True when the program is there; else says once a test which one it goes without. */
export function hasTool(name: string): boolean {
  const { error } = spawnSync(name, ['--version'], { env: environment, stdio: 'ignore' });
  if (error === undefined) return true;
  console.log(`skipped: ${name} is not installed`);
  return false;
}

/** What the program prints; fails loudly when it fails. */
export function ask(program: string, args: readonly string[], input?: Buffer): Buffer {
  return execFileSync(program, [...args], {
    env: environment,
    maxBuffer: 256 * 2 ** 20,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });
}
