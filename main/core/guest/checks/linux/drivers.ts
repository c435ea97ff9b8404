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
  const { kernel, initramfs, builtIn, entry } = boot;
  if (builtIn?.has(driver) === true) return { where: 'built-in', file: `/lib/modules/${kernel}/modules.builtin` };
  // started without an initramfs, a kernel has only what is built in
  const hasNone = entry?.kernel !== undefined && entry.initramfs.length === 0 && entry.unified?.isRead !== false;
  if (initramfs === undefined && hasNone && builtIn !== undefined)
    return { where: 'nowhere', file: entry.kernel ?? '' };
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

/** Whether the default kernel has a driver anywhere: a network card has time until the root is there. */
export async function hasDriver(guest: LinuxGuest, driver: string): Promise<boolean | undefined> {
  const { tree, boot } = guest;
  const place = driverPlace(guest, driver);
  if (place !== undefined && place.where !== 'nowhere') return true;
  const folder = `/lib/modules/${boot.kernel}`;
  const isNamed = ((await tree.text(`${folder}/modules.dep`)) ?? '')
    .split('\n')
    .some((line) => moduleName(line.replace(/:.*$/, '')) === driver);
  if (isNamed) return true;
  const names = await tree.names(`${folder}/kernel/drivers/net`);
  if (names.some((name) => moduleName(name) === driver)) return true;
  // without its modules the kernel may have them where this program does not look
  if (!(await tree.exists(folder))) return true;
  return place === undefined ? undefined : false;
}

/** Lines and arguments that keep the driver from being loaded (modprobe.d(5)); one that is built in is not loaded. */
export async function driverBans({ tree, boot }: LinuxGuest, drivers: readonly string[]): Promise<string[]> {
  const able = drivers.filter((driver) => boot.builtIn?.has(driver) !== true);
  const found: string[] = [];
  const look = (text: string, file: string): void => {
    for (const [line, kind = '', name = '', command = ''] of text.matchAll(
      /^[ \t]*(blacklist|install)[ \t]+([\w-]+)[ \t]*(.*)$/gm,
    ))
      if (
        able.includes(name.replaceAll('-', '_')) &&
        (kind === 'blacklist' || /^(\/usr)?\/bin\/(false|true)\b/.test(command))
      )
        found.push(`${file}: ${line.trim()}`);
  };
  for (const folder of ['/etc/modprobe.d', '/usr/lib/modprobe.d', '/run/modprobe.d'])
    for (const name of await tree.names(folder))
      if (name.endsWith('.conf')) look((await tree.text(`${folder}/${name}`)) ?? '', `${folder}/${name}`);
  for (const [name, content] of boot.initramfs?.list.contents ?? [])
    if (/modprobe\.d\//.test(name) && !found.some((one) => one.startsWith(`/${name}: `)))
      look(content.toString('utf8'), `${boot.initramfs?.path}: ${name}`);
  for (const argument of boot.entry?.arguments ?? []) {
    const [, list = ''] =
      /^(?:modprobe\.blacklist|module_blacklist|rd\.driver\.blacklist|rdblacklist)=(.+)$/.exec(argument) ?? [];
    if (list.split(',').some((name) => able.includes(name.replaceAll('-', '_')))) found.push(argument);
  }
  return found;
}
