/** Finds the boot menus on a file system: the one with /boot on it, a /boot of its own, or an EFI partition. */
import { isGuestError } from '../damage.ts';
import type { FileSystem } from '../file-system.ts';
import { type BlsEntry, readBlsEntry, sortBlsEntries } from './bls.ts';
import type { BootEntry, BootMenu } from './boot-entry.ts';
import { readGrub2 } from './grub2.ts';
import { readGrubEnvironment } from './grubenv.ts';
import { readExtlinux, readGrubLegacy } from './simple-menus.ts';
import { readUki } from './uki.ts';

export interface FoundMenu {
  readonly path: string;
  readonly menu: BootMenu;
}

/** Ten times the largest that a server with many kernels has. */
const mostConfigBytes = 4 * 2 ** 20;
const mostBlsFiles = 500;
const mostVendors = 50;

/**
 * All menus below `folder` (`/boot`, or `` for a partition that is mounted there), the likeliest first. One without
 * entries on an EFI partition only leads on to another. Fails with a GuestError on damage, not for what is missing.
 */
export async function findBootMenus(files: FileSystem, folder: string, signal?: AbortSignal): Promise<FoundMenu[]> {
  const read = (path: string): Promise<string | undefined> => textAt(files, path, signal);
  const found: FoundMenu[] = [];
  const vendors = await namesIn(files, `${folder}/EFI`, mostVendors, signal);
  const grubFolders = [...[`${folder}/grub2`, `${folder}/grub`], ...vendors.map((vendor) => `${folder}/EFI/${vendor}`)];
  for (const each of grubFolders) {
    const text = await read(`${each}/grub.cfg`);
    if (text === undefined) continue;
    const environment = await environmentOf(files, [`${each}/grubenv`, `${folder}/grub2/grubenv`], signal);
    const blsEntries = /^\s*blscfg/m.test(text) ? await blsIn(files, folder, environment, signal) : [];
    found.push({ path: `${each}/grub.cfg`, menu: readGrub2(text, { environment, blsEntries }) });
  }
  for (const path of [`${folder}/grub/menu.lst`, `${folder}/grub/grub.conf`]) {
    const text = await read(path);
    // one is usually a link to the other
    if (text === undefined || found.some(({ menu }) => menu.loader === 'grub-legacy')) continue;
    found.push({ path, menu: readGrubLegacy(text, await read(`${folder}/grub/default`)) });
  }
  for (const path of ['extlinux/extlinux.conf', 'syslinux/syslinux.cfg', 'extlinux.conf', 'syslinux.cfg']) {
    const text = await read(`${folder}/${path}`);
    if (text !== undefined) found.push({ path: `${folder}/${path}`, menu: readExtlinux(text) });
  }
  const images: BootEntry[] = [];
  const names = (await namesIn(files, `${folder}/EFI/Linux`, mostBlsFiles, signal)).filter((name) =>
    /\.efi$/i.test(name),
  );
  for (const path of names
    .sort()
    .reverse()
    .map((name) => `${folder}/EFI/Linux/${name}`)) {
    const image = await readUki(files, path, signal);
    if (image) images.push(image);
  }
  const entries = await blsIn(files, folder, undefined, signal);
  const [first] = entries;
  if (first !== undefined && !found.some(({ menu }) => menu.entries.includes(first) || menu.loader === 'grub2')) {
    const setting = /^[^\S\n]*default\s+(\S+)/m.exec((await read(`${folder}/loader/loader.conf`)) ?? '')?.[1];
    found.push({
      path: `${folder}/loader/entries`,
      menu: {
        loader: 'bls',
        entries,
        defaultEntry: matching(entries, setting) ?? first,
        defaultSetting: setting,
      },
    });
  }
  if (images.length > 0) {
    const setting = /^[^\S\n]*default\s+(\S+)/m.exec((await read(`${folder}/loader/loader.conf`)) ?? '')?.[1];
    const defaultEntry = images.find(({ id }) => setting !== undefined && id === setting) ?? images[0];
    found.push({
      path: `${folder}/EFI/Linux`,
      menu: { loader: 'uki', entries: images, defaultEntry, defaultSetting: setting },
    });
  }
  return found;
}

/** systemd-boot's `default`, which may end in `*`. */
function matching(entries: readonly BootEntry[], setting: string | undefined): BootEntry | undefined {
  const wanted = setting?.replace(/\.conf$/, '');
  if (wanted === undefined) return undefined;
  const start = wanted.endsWith('*') ? wanted.slice(0, -1) : undefined;
  return entries.find(({ id = '' }) => (start === undefined ? id === wanted : id.startsWith(start)));
}

async function blsIn(
  files: FileSystem,
  folder: string,
  environment: ReadonlyMap<string, string> | undefined,
  signal?: AbortSignal,
): Promise<BlsEntry[]> {
  const entries: BlsEntry[] = [];
  for (const name of await namesIn(files, `${folder}/loader/entries`, mostBlsFiles, signal)) {
    if (!name.endsWith('.conf')) continue;
    const text = await textAt(files, `${folder}/loader/entries/${name}`, signal);
    const entry = text === undefined ? undefined : readBlsEntry(name, text, environment);
    if (entry) entries.push(entry);
  }
  return sortBlsEntries(entries);
}

async function environmentOf(
  files: FileSystem,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string> | undefined> {
  for (const path of paths) {
    const text = await textAt(files, path, signal);
    const variables = text === undefined ? undefined : readGrubEnvironment(Buffer.from(text));
    if (variables) return variables;
  }
  return undefined;
}

async function textAt(files: FileSystem, path: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const content = await files.read(path, { maxBytes: mostConfigBytes, ...(signal ? { signal } : {}) });
    return content.toString('utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function namesIn(files: FileSystem, path: string, most: number, signal?: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of files.list(path, signal ? { signal } : {})) {
      if (names.push(name) === most) break;
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return names;
}

/** Also a link that leads out of this file system, as /boot's may. */
const isMissing = (error: unknown): boolean =>
  isGuestError(error, 'not-found') ||
  isGuestError(error, 'not-a-directory') ||
  isGuestError(error, 'not-a-file') ||
  isGuestError(error, 'too-many-links');
