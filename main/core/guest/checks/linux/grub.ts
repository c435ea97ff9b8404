/** Whether what the default kernel is started with leads to a running system: its root, what it waits for, and the target. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { matchDevice } from '../../facts/fstab.ts';
import { hasSubvolume } from '../../facts/linux-root.ts';
import { absent, type Check, fails, gravest, mayFail, passes, seen, type Verdict, undecided } from '../check.ts';

const { signal } = new AbortController();
/** bootparam(7), systemd's kernel-command-line(7) and dracut.cmdline(7): these end at a question on the console. */
const ends =
  /^(single|[sS1]|emergency|rescue|-b|rd\.break(=.*)?|(rd)?init=\/(usr\/)?bin\/(ba|da)?sh|(rd\.)?systemd\.unit=(rescue|emergency)\.target)$/;
/** Types by which systemd finds the root of a GPT without being told (uapi-group.org, Discoverable Partitions). */
const rootTypes = [
  '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
  'b921b045-1df0-41c3-af44-4c6f280d3fae',
  '44479540-f297-41b2-9af7-d131d5f0458a',
];

export const grub: Check<LinuxGuest> = {
  rule: 'linux.grub',
  about: { effect: 'cannot-start', item: 'Grub', prepare: 'boot-loader', from: 'image-check' },
  async assess(guest) {
    const { boot } = guest;
    const { entry, menus } = boot;
    // the check of the menu tells
    if (menus.length === 0) return 'not-applicable';
    const file = menus.find(({ menu }) => menu.defaultEntry === entry)?.path ?? '/boot';
    if (entry === undefined) return undecided('unclear', [menus[0]?.path ?? file]);
    const found: Verdict[] = [];
    const given = [...entry.arguments, ...boot.insideArguments];
    const stops = given.filter((one) => ends.test(one));
    if (stops.length > 0) found.push(fails({ says: 'kernel-arguments', what: stops }));
    const target = await stoppingTarget(guest);
    if (target !== undefined) found.push(target);
    found.push(await ofRoot(guest, given, file), ...others(guest, given, file));
    return gravest(found) ?? 'not-applicable';
  },
};

async function ofRoot(guest: LinuxGuest, given: readonly string[], file: string): Promise<Verdict> {
  const { boot, volumes, root, mappedNames } = guest;
  const argument = given.findLast((one) => one.startsWith('root='));
  const device = argument
    ?.slice('root='.length)
    .replace(/^"(.*)"$/, '$1')
    .replace(/^block:/, '');
  if (device === undefined || device === '' || device === 'gpt-auto') {
    const { place } = root.volume;
    if (place.kind === 'partition' && rootTypes.includes(place.partition.typeId.toLowerCase()))
      return passes({ says: 'root-found', where: file, what: 'GPT', volume: root.volume.name });
    if (device === '' || boot.entry?.unified?.isRead === false) return undecided('unclear', [file]);
    return fails(absent('root=', file));
  }
  const what = [`root=${device}`];
  const match = matchDevice(device, volumes, mappedNames);
  if (match === 'not-ours') return undecided('unclear', what);
  // this system is here, and its kernel is told to start another one
  if (match === 'missing') return fails({ says: 'elsewhere', where: file, what, complete: guest.complete });
  if (match === 'cannot-be') return fails({ says: 'name-cannot-be', where: file, what });
  if (match === 'by-name') return mayFail({ says: 'by-driver-name', where: file, what });
  const flags =
    given
      .findLast((one) => one.startsWith('rootflags='))
      ?.slice('rootflags='.length)
      .split(',') ?? [];
  if (match === root.volume && (await hasSubvolume(root.files, flags, signal)) === false)
    return fails({ says: 'no-subvolume', where: file, what: [`rootflags=${flags.join(',')}`] });
  return passes({ says: 'root-found', where: file, what: what.join(''), volume: match.name });
}

/** What dracut waits for before it looks for the root, and the swap that a sleeping system would be read from. */
function others({ volumes, complete, mappedNames }: LinuxGuest, given: readonly string[], file: string): Verdict[] {
  return given.flatMap((argument): Verdict[] => {
    const [, key = '', value = ''] =
      /^(resume|rd\.lvm\.lv|rd\.luks\.uuid|rd\.luks\.name|rd_LVM_LV|rd_LUKS_UUID|cryptdevice)=(.+)$/.exec(argument) ??
      [];
    if (key === '') return [];
    const isResume = key === 'resume';
    const device = isResume
      ? value
      : /lvm/i.test(key)
        ? `/dev/${value}`
        : key === 'cryptdevice'
          ? value.replace(/:.*$/, '')
          : `UUID=${value.replace(/=.*$/, '').replace(/^luks-/, '')}`;
    const match = matchDevice(device, volumes, mappedNames);
    const judge = isResume ? mayFail : fails;
    if (match === 'missing')
      return [
        (complete || !isResume ? judge : mayFail)({ says: 'elsewhere', where: file, what: [argument], complete }),
      ];
    if (match === 'cannot-be') return [judge({ says: 'name-cannot-be', where: file, what: [argument] })];
    return isResume || /lvm/i.test(key) ? [] : [fails({ says: 'asks-to-open', where: file, what: [argument] })];
  });
}

async function stoppingTarget({ tree }: LinuxGuest): Promise<Verdict | undefined> {
  const path = '/etc/systemd/system/default.target';
  if ((await tree.stat(path, false))?.kind === 'link') {
    const target = (await tree.link(path)) ?? '';
    if (/\/(rescue|emergency|runlevel[016]|poweroff|halt|reboot)\.target$/.test(target))
      return fails(seen(target, path));
  }
  const level = /^\s*\w*:([0-9sS]):initdefault/m.exec((await tree.text('/etc/inittab')) ?? '')?.[1];
  return level !== undefined && /[016sS]/.test(level)
    ? fails(seen(`initdefault = ${level}`, '/etc/inittab'))
    : undefined;
}
