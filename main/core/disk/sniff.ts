/** Decides by content alone what a chosen file is. Two answers for one file are a refusal. */
import type { DiskFormat } from '../../../contract/views.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { isDescriptor } from './formats/vmdk-descriptor.ts';
import type { SourceFile } from './source-file.ts';

export type Content =
  | { kind: 'disk'; format: Exclude<DiskFormat, 'raw'>; variant: 'binary' | 'descriptor' | 'footer' }
  /** No magic number of ours: a bare disk or nothing of use. */
  | { kind: 'plain' };

const headBytes = 65_536;

interface Magic {
  readonly at: number;
  readonly bytes: string;
}

/** What a file may be instead of a disk, with the word the failure uses. */
const wrappers: readonly (Magic & { wrapper: string })[] = [
  { at: 0, bytes: '\x1f\x8b', wrapper: 'gzip' },
  { at: 0, bytes: '\xfd7zXZ\0', wrapper: 'xz' },
  { at: 0, bytes: '\x28\xb5\x2f\xfd', wrapper: 'zstd' },
  { at: 0, bytes: 'BZh', wrapper: 'bzip2' },
  { at: 0, bytes: 'PK\x03\x04', wrapper: 'zip' },
  { at: 0, bytes: '7z\xbc\xaf\x27\x1c', wrapper: '7z' },
  { at: 0, bytes: 'Rar!\x1a\x07', wrapper: 'rar' },
];

const unsupported: readonly (Magic & { format: string })[] = [
  { at: 0, bytes: 'COWD', format: 'VMDK vmfsSparse (ESXi snapshot)' },
  { at: 0, bytes: '\xbe\xba\xfe\xca\0\0\0\0', format: 'VMDK seSparse (ESXi snapshot)' },
  { at: 0, bytes: 'QFI\xfb\0\0\0\x01', format: 'QCOW version 1' },
  { at: 0, bytes: 'QED\0', format: 'QED' },
  { at: 0, bytes: 'WithoutFreeSpace', format: 'Parallels' },
  { at: 0, bytes: 'WithouFreSpacExt', format: 'Parallels' },
  { at: 0, bytes: 'EVF\x09\x0d\x0a\xff\0', format: 'EWF' },
  { at: 0, bytes: 'MSWIM\0\0\0', format: 'WIM' },
];

const others: readonly (Magic & { looksLike: string })[] = [
  { at: 0, bytes: '\x7fELF', looksLike: 'ELF program' },
  { at: 0, bytes: '%PDF-', looksLike: 'PDF' },
];

const disks: readonly (Magic & { format: Exclude<DiskFormat, 'raw'> })[] = [
  { at: 0, bytes: 'KDMV', format: 'vmdk' },
  { at: 0, bytes: 'QFI\xfb', format: 'qcow2' },
  { at: 0, bytes: 'vhdxfile', format: 'vhdx' },
  { at: 0, bytes: 'conectix', format: 'vhd' },
  { at: 0x40, bytes: '\x7f\x10\xda\xbe', format: 'vdi' },
];

/** Says what the content is. Fails with `source.wrapped`, `.encrypted`, `.unsupported-format`, `.not-a-disk`, `.ambiguous`. */
export async function sniff(file: SourceFile): Promise<Content> {
  const head = await file.read(0, Math.min(headBytes, file.bytes));
  const has = ({ at, bytes }: Magic): boolean => head.toString('latin1', at, at + bytes.length) === bytes;

  const wrapper = wrappers.find(has);
  if (wrapper) throw new Failure('source.wrapped', { file: file.path, wrapper: wrapper.wrapper });
  if (has({ at: 257, bytes: 'ustar' })) {
    const firstName = head.toString('latin1', 0, 100).split('\0')[0] ?? '';
    throw new Failure('source.wrapped', {
      file: file.path,
      wrapper: /\.ovf$/i.test(firstName) ? 'OVA' : 'tar',
    });
  }
  if (has({ at: 0, bytes: 'LUKS\xba\xbe' })) {
    throw new Failure('source.encrypted', { file: file.path, by: 'LUKS' });
  }
  const old = unsupported.find(has);
  if (old) throw new Failure('source.unsupported-format', { file: file.path, format: old.format });
  const other = others.find(has);
  if (other) throw new Failure('source.not-a-disk', { file: file.path, looksLike: other.looksLike });
  if (has({ at: 32_769, bytes: 'CD001' })) {
    throw new Failure('source.not-a-disk', { file: file.path, looksLike: 'ISO 9660 image' });
  }

  const found: Extract<Content, { kind: 'disk' }>[] = disks
    .filter(has)
    .map(({ format }) => ({ kind: 'disk', format, variant: 'binary' }));
  if (isDescriptor(head.toString('latin1', 0, 512))) {
    found.push({ kind: 'disk', format: 'vmdk', variant: 'descriptor' });
  }
  const [first] = found;
  const tail = file.bytes < 512 ? Buffer.alloc(0) : await file.read(file.bytes - 512, 512);
  // a VHD has its footer at the end, and the growing kinds a copy of it at the start
  if (tail.toString('latin1', 0, 8) === 'conectix' && first?.format !== 'vhd') {
    found.push({ kind: 'disk', format: 'vhd', variant: 'footer' });
  }
  if (found.length === 0) return { kind: 'plain' };
  const bootable = head.length >= 512 && head.readUInt16BE(510) === 0x55aa;
  const names = [...found.map((one) => one.format), ...(first && bootable ? ['raw'] : [])];
  if (first?.variant !== undefined && names.length > 1) {
    throw new Failure('source.ambiguous', { file: file.path, first: names[0] ?? '', second: names[1] ?? '' });
  }
  return found[0] ?? { kind: 'plain' };
}

/** A guess, for the sentence that refuses a file which is neither disk nor anything we know. */
export async function looksLike(file: SourceFile): Promise<string> {
  const head = await file.read(0, Math.min(4_096, file.bytes));
  if (head.every((byte) => byte === 0)) return 'nothing but zeros at its start';
  if (head.some(isControl)) return 'unknown data';
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return /^\s*</.test(text) ? 'XML text' : 'text';
  } catch {
    return 'unknown data'; // not UTF-8: whatever it is, it is nothing we can name
  }
}

/** White space and escape occur in text; other control characters do not. */
const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
