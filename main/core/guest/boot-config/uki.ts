/** Unified kernel images: one EFI program with kernel, initramfs and arguments in sections of their own (uapi-group.org, UKI). */
import type { FileSystem } from '../file-system.ts';
import type { BootEntry } from './boot-entry.ts';

interface Section {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

const mostSections = 96;
const mostTextBytes = 64 * 1_024;
const sectionBytes = 40;

/** Undefined when the program holds no kernel; sections that cannot be found leave the entry without arguments. */
export async function readUki(files: FileSystem, path: string, signal?: AbortSignal): Promise<BootEntry | undefined> {
  const options = signal ? { signal } : {};
  const { sizeBytes } = await files.stat(path, options);
  // an offset of a file that is none leads anywhere
  const at = async (offset: number, bytes: number): Promise<Buffer> =>
    offset >= sizeBytes ? Buffer.alloc(0) : files.readRange(path, offset, Math.min(bytes, sizeBytes - offset), options);
  const sections = await sectionsOf(at);
  const find = (name: string): Section | undefined => sections.find((one) => one.name === name);
  const text = async (name: string): Promise<string | undefined> => {
    const section = find(name);
    if (section === undefined) return undefined;
    return (await at(section.offset, Math.min(section.bytes, mostTextBytes)))
      .toString('utf8')
      .replace(/\0[^]*$/, '')
      .trim();
  };
  if (find('.linux') === undefined && !/^\/?.*EFI\/Linux\//i.test(path)) return undefined;
  const initrd = find('.initrd');
  const release = (await text('.osrel')) ?? '';
  return {
    title: /^PRETTY_NAME="?([^"\n]*)/m.exec(release)?.[1] ?? path,
    id: path.replace(/^.*\//, ''),
    kernel: path,
    initramfs: [],
    arguments: ((await text('.cmdline')) ?? '').split(/\s+/).filter((word) => word !== ''),
    device: undefined,
    unified: {
      version: await text('.uname'),
      initramfs: initrd && { offset: initrd.offset, bytes: initrd.bytes },
      isRead: find('.linux') !== undefined,
    },
  };
}

/** Of a PE program; none for what is no such file. */
async function sectionsOf(at: (offset: number, bytes: number) => Promise<Buffer>): Promise<Section[]> {
  const head = await at(0, 64);
  if (head.length < 64 || head.toString('latin1', 0, 2) !== 'MZ') return [];
  const pe = head.readUInt32LE(60);
  const coff = await at(pe, 24);
  if (coff.length < 24 || coff.toString('latin1', 0, 4) !== 'PE\0\0') return [];
  const count = Math.min(coff.readUInt16LE(6), mostSections);
  const table = await at(pe + 24 + coff.readUInt16LE(20), count * sectionBytes);
  const sections: Section[] = [];
  for (let from = 0; from + sectionBytes <= table.length; from += sectionBytes) {
    const [virtual, raw] = [table.readUInt32LE(from + 8), table.readUInt32LE(from + 16)];
    sections.push({
      name: table.toString('latin1', from, from + 8).replace(/\0.*$/, ''),
      offset: table.readUInt32LE(from + 20),
      bytes: virtual === 0 ? raw : Math.min(virtual, raw),
    });
  }
  return sections;
}
