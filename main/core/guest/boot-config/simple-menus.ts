/** The boot menus that are plain lists of settings: GRUB before version 2 and extlinux. */
import { type BootDevice, type BootEntry, type BootMenu, mostEntries, mostLines, splitDevice } from './boot-entry.ts';

interface Draft {
  title: string;
  id: string | undefined;
  kernel: string | undefined;
  initramfs: string[];
  arguments: string[];
  device: BootDevice | undefined;
  locked?: boolean;
}

const draft = (title: string, id?: string): Draft => ({
  title,
  id,
  kernel: undefined,
  initramfs: [],
  arguments: [],
  device: undefined,
});

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** Keyword and rest of each line that says something. */
function* settings(text: string, separator: RegExp): Generator<[string, string]> {
  for (const line of text.split('\n', mostLines)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const at = trimmed.search(separator);
    const rest = at < 0 ? '' : trimmed.slice(at).replace(/^[\s=]+/, '');
    yield [(at < 0 ? trimmed : trimmed.slice(0, at)).toLowerCase(), rest];
  }
}

/** `menu.lst` or `grub.conf`. `savedDefault`: the file `default` beside it, which `default saved` refers to. */
export function readGrubLegacy(text: string, savedDefault?: string): BootMenu {
  const entries: Draft[] = [];
  let defaultSetting: string | undefined;
  let commonRoot: BootDevice | undefined;
  for (const [key, value] of settings(text, /[\s=]/)) {
    const entry = entries.at(-1);
    if (key === 'title') {
      if (entries.length === mostEntries) break;
      entries.push({ ...draft(value), device: commonRoot });
    } else if (key === 'default' && !entry) defaultSetting = value;
    else if (key === 'root' || key === 'rootnoverify' || key === 'uuid') {
      const device: BootDevice = { kind: key === 'uuid' ? 'uuid' : 'name', value };
      if (entry) entry.device = device;
      else commonRoot = device;
    } else if (entry && key === 'kernel') {
      // options of the command itself come before the path
      const [path = '', ...given] = words(value).filter((word, index) => index > 0 || !word.startsWith('--'));
      const { device, rest } = splitDevice(path.startsWith('--') ? (given.shift() ?? '') : path);
      entry.kernel = rest;
      entry.arguments = given;
      entry.device = device ?? entry.device;
    } else if (entry && (key === 'lock' || key === 'password')) entry.locked = true;
    else if (entry && (key === 'initrd' || key === 'module')) {
      entry.initramfs.push(...words(value).map((path) => splitDevice(path).rest));
    }
  }
  const chosen = defaultSetting === 'saved' ? (savedDefault ?? '0').split('\n')[0] : defaultSetting;
  const index = Number(chosen?.trim() ?? '0');
  const first = entries[0];
  return {
    loader: 'grub-legacy',
    entries,
    defaultEntry: Number.isInteger(index) ? (entries[index] ?? first) : first,
    defaultSetting,
  };
}

/** `extlinux.conf`, `syslinux.cfg` and U-Boot's use of them. */
export function readExtlinux(text: string): BootMenu {
  const entries: Draft[] = [];
  let defaultSetting: string | undefined;
  let menuDefault: Draft | undefined;
  const common: string[] = [];
  for (const [key, value] of settings(text, /\s/)) {
    const entry = entries.at(-1);
    if (key === 'default') defaultSetting = value;
    else if (key === 'label') {
      if (entries.length === mostEntries) break;
      entries.push(draft(value, value));
    } else if (key === 'append') {
      if (entry) setAppend(entry, value);
      else common.push(...words(value));
    } else if (entry) setField(entry, key, value);
    if (entry && key === 'menu' && /^default$/i.test(value.trim())) menuDefault = entry;
  }
  for (const entry of entries) if (entry.arguments.length === 0) entry.arguments.push(...common);
  const byName = entries.find((entry) => defaultSetting !== undefined && entry.id === words(defaultSetting)[0]);
  return {
    loader: 'extlinux',
    entries: entries.filter(isKernel),
    defaultEntry: menuDefault ?? byName ?? entries.find(isKernel),
    defaultSetting,
  };
}

const isKernel = (entry: BootEntry): boolean => entry.kernel !== undefined && !/\.(c32|bin|0)$/.test(entry.kernel);

/** `initrd=` among the arguments is the boot loader's. */
function setAppend(entry: Draft, value: string): void {
  for (const word of words(value)) {
    if (word.startsWith('initrd=')) entry.initramfs.push(...word.slice(7).split(','));
    else if (word !== '-') entry.arguments.push(word);
  }
}

function setField(entry: Draft, key: string, value: string): void {
  if (key === 'kernel' || key === 'linux') entry.kernel = value;
  else if (key === 'initrd') entry.initramfs.push(...value.split(',').map((path) => path.trim()));
  else if (key === 'menu' && /^label\s/i.test(value)) entry.title = value.slice(6).trim().replace('^', '');
}
