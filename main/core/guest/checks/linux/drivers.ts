/** Where the default kernel has a driver: in its initramfs, built in, or only on the disk, where it is of no use at the start. */
import type { Evidence } from '../../../../../contract/evidence.ts';
import { moduleName } from '../../facts/boot.ts';
import type { LinuxGuest } from '../../facts/linux.ts';

export interface DriverPlace {
  readonly where: 'initramfs' | 'built-in' | 'nowhere';
  /** The file that was looked into. */
  readonly file: string;
}

/** Undefined when that is not known: no default kernel, or an initramfs that was not read to its end. */
export function driverPlace({ boot }: LinuxGuest, driver: string): DriverPlace | undefined {
  const { kernel, initramfs, builtIn } = boot;
  if (builtIn.has(driver)) return { where: 'built-in', file: `/lib/modules/${kernel}/modules.builtin` };
  if (initramfs === undefined) return undefined;
  const { path, list } = initramfs;
  for (const { name } of list.entries) {
    if (/\.ko(\.\w+)?$/.test(name) && moduleName(name) === driver) return { where: 'initramfs', file: path };
    if (!name.endsWith('/modules.builtin')) continue;
    const lines = list.contents.get(name)?.toString('utf8').split('\n') ?? [];
    if (lines.some((line) => moduleName(line) === driver)) return { where: 'built-in', file: `${path}: ${name}` };
  }
  return list.stoppedBy === undefined ? { where: 'nowhere', file: path } : undefined;
}

export const noDriver = ({ boot }: LinuxGuest, where: string, what: readonly string[]): Evidence => ({
  says: 'no-driver',
  where,
  what,
  kernel: boot.kernel ?? '',
});
