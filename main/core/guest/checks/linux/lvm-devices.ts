/** Whether LVM may use the disk of ECS: it may be told of the disks of the old machine only, by their numbers or names. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, gravest, none, passes, seen, type Verdict } from '../check.ts';

const folder = '/etc/lvm';

export const lvmDevices: Check<LinuxGuest> = {
  rule: 'linux.lvm-devices',
  about: { effect: 'cannot-start', from: 'judgement' },
  async assess({ tree, volumes, boot }) {
    if (!volumes.some(({ place }) => place.kind === 'logical')) return passes(none);
    const inside = (name: string): string | undefined =>
      boot.initramfs?.list.contents.get(`etc/lvm/${name}`)?.toString('utf8');
    const found: Verdict[] = [];
    const config = ((await tree.text(`${folder}/lvm.conf`)) ?? '').replaceAll(/^\s*#.*$/gm, '');
    const isUsed = !/^\s*use_devicesfile\s*=\s*0/m.test(config);
    const devices = 'devices/system.devices';
    for (const [where, text] of [
      [`${folder}/${devices}`, await tree.text(`${folder}/${devices}`)],
      [`${boot.initramfs?.path}: etc/lvm/${devices}`, inside(devices)],
    ] as const) {
      const listed = isUsed && text !== undefined ? text.split('\n').filter((line) => /^\s*IDTYPE=/.test(line)) : [];
      // a name is looked for again by the volume's own number; a disk's number is not
      const tied = listed.filter((line) => /IDTYPE=(sys_wwid|sys_serial|wwid_\w+)\b/.test(line));
      if (listed.length > 0 && tied.length === listed.length)
        found.push(
          fails(
            seen(
              tied.map((line) => /IDNAME=\S+/.exec(line)?.[0] ?? line),
              where,
            ),
          ),
        );
    }
    for (const [where, text] of [
      [`${folder}/lvm.conf`, config],
      [`${boot.initramfs?.path}: etc/lvm/lvm.conf`, (inside('lvm.conf') ?? '').replaceAll(/^\s*#.*$/gm, '')],
    ] as const)
      for (const [line, list = ''] of text.matchAll(/^\s*(?:global_)?filter\s*=\s*\[?([^\]\n]*)/gm))
        if (!accepts(list)) found.push(fails(seen(line.trim(), where)));
    return gravest(found) ?? passes(none);
  },
};

/** lvm.conf(5): the first pattern that fits decides; what none fits is accepted. */
function accepts(list: string): boolean {
  const isTaken = (disk: string): boolean => {
    for (const [, sign, , pattern = ''] of list.matchAll(/"\s*([ar])(.)(.*?)\2\s*"/g)) {
      try {
        if (new RegExp(pattern.slice(0, 200)).test(disk)) return sign === 'a';
      } catch {
        return true;
      }
    }
    return true;
  };
  return ['/dev/vda2', '/dev/vda'].some(isTaken) || isTaken('/dev/disk/by-id/lvm-pv-uuid-x');
}
