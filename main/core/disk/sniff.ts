/** Decides by content alone what a chosen file is. Two answers for one file are a refusal. */
import { remark } from '../../../contract/remarks.ts';
import type { DiskFormat } from '../../../contract/views.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { isDescriptor } from './formats/vmdk-descriptor.ts';
import type { Known } from './layout.ts';
import type { SourceFile } from './source-file.ts';

export type Content =
  | { kind: 'disk'; format: Exclude<DiskFormat, 'raw'>; variant: 'binary' | 'descriptor' | 'footer' }
  | { kind: 'package'; package: 'ova' | 'ovf' }
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

/** `name` is what `format` says of a refused file. */
const unsupported: readonly (Magic & { format: string; name: string })[] = [
  { at: 0, bytes: 'COWD', format: remark('esxi-snapshot', 'VMDK vmfsSparse'), name: 'vmfsSparse' },
  {
    at: 0,
    bytes: '\xbe\xba\xfe\xca\0\0\0\0',
    format: remark('esxi-snapshot', 'VMDK seSparse'),
    name: 'seSparse',
  },
  { at: 0, bytes: 'QED\0', format: 'QED', name: 'qed' },
  { at: 0, bytes: 'WithoutFreeSpace', format: 'Parallels', name: 'parallels' },
  { at: 0, bytes: 'WithouFreSpacExt', format: 'Parallels', name: 'parallels' },
  { at: 0, bytes: 'EVF\x09\x0d\x0a\xff\0', format: 'EWF', name: 'ewf' },
  { at: 0, bytes: 'MSWIM\0\0\0', format: 'WIM', name: 'wim' },
];

const others: readonly (Magic & { looksLike: string; name: string })[] = [
  { at: 0, bytes: '\x7fELF', looksLike: remark('program', 'ELF'), name: 'elf' },
  { at: 0, bytes: '%PDF-', looksLike: remark('pdf'), name: 'pdf' },
  { at: 32_769, bytes: 'CD001', looksLike: remark('iso'), name: 'iso' },
  { at: 32_769, bytes: 'NSR02', looksLike: remark('udf'), name: 'udf' },
  { at: 32_769, bytes: 'NSR03', looksLike: remark('udf'), name: 'udf' },
];

const disks: readonly (Magic & { format: Exclude<DiskFormat, 'raw'> })[] = [
  { at: 0, bytes: 'KDMV', format: 'vmdk' },
  { at: 0, bytes: 'QFI\xfb\0\0\0\x01', format: 'qcow' },
  { at: 0, bytes: 'QFI\xfb', format: 'qcow2' },
  { at: 0, bytes: 'vhdxfile', format: 'vhdx' },
  { at: 0, bytes: 'conectix', format: 'vhd' },
  { at: 0x40, bytes: '\x7f\x10\xda\xbe', format: 'vdi' },
];

/** One thing a file may be: something to read on, or the reason it is refused. */
interface Answer {
  readonly name: string;
  readonly is: Content | Failure;
}

/** Says what the content is. Fails with `source.wrapped`, `.encrypted`, `.unsupported-format`, `.not-a-disk`, `.ambiguous`. */
export async function sniff(file: SourceFile, known: Known = {}): Promise<Content> {
  const head = await file.read(0, Math.min(headBytes, file.bytes));
  const tail = file.bytes < 512 ? Buffer.alloc(0) : await file.read(file.bytes - 512, 512);
  const answers = allAnswers(file, head, tail);
  const [first, second] = answers;
  if (first === undefined) return { kind: 'plain' };
  known.format = first.name;
  if (second !== undefined) {
    throw new Failure('source.ambiguous', { file: file.path, first: first.name, second: second.name });
  }
  if (first.is instanceof Failure) throw first.is;
  return first.is;
}

function allAnswers(file: SourceFile, head: Buffer, tail: Buffer): Answer[] {
  const has = ({ at, bytes }: Magic): boolean => head.toString('latin1', at, at + bytes.length) === bytes;
  const path = file.path;
  const answers: Answer[] = disks
    .filter(has)
    // the first version is told apart by its version alone
    .filter(({ format }, _, all) => format !== 'qcow2' || !all.some((one) => one.format === 'qcow'))
    .map(({ format }) => ({ name: format, is: { kind: 'disk', format, variant: 'binary' } }));
  if (isDescriptor(head.toString('latin1', 0, 512))) {
    answers.push({ name: 'vmdk', is: { kind: 'disk', format: 'vmdk', variant: 'descriptor' } });
  }
  // a VHD has its footer at the end, and the growing kinds a copy of it at the start
  if (tail.toString('latin1', 0, 8) === 'conectix' && !answers.some(({ name }) => name === 'vhd')) {
    answers.push({ name: 'vhd', is: { kind: 'disk', format: 'vhd', variant: 'footer' } });
  }
  // a bare disk has boot code there; the formats that begin with a header of their own have not
  const headed = answers.some(({ is }) => 'variant' in is && is.variant !== 'footer');
  if (headed && head.length >= 512 && head.readUInt16BE(510) === 0x55aa) {
    answers.push({ name: 'raw', is: { kind: 'plain' } });
  }
  if (has({ at: 257, bytes: 'ustar' }))
    answers.push({ name: 'ova', is: { kind: 'package', package: 'ova' } });
  if (isOvf(head)) answers.push({ name: 'ovf', is: { kind: 'package', package: 'ovf' } });
  for (const { wrapper } of wrappers.filter(has)) {
    answers.push({ name: wrapper, is: new Failure('source.wrapped', { file: path, wrapper }) });
  }
  if (has({ at: 0, bytes: 'LUKS\xba\xbe' })) {
    answers.push({ name: 'luks', is: new Failure('source.encrypted', { file: path, by: 'LUKS' }) });
  }
  for (const { format, name } of unsupported.filter(has)) {
    answers.push({ name, is: new Failure('source.unsupported-format', { file: path, format }) });
  }
  if (tail.toString('latin1', 0, 4) === 'koly') {
    answers.push({
      name: 'dmg',
      is: new Failure('source.unsupported-format', { file: path, format: 'DMG' }),
    });
  }
  for (const { looksLike, name } of others.filter(has)) {
    answers.push({ name, is: new Failure('source.not-a-disk', { file: path, looksLike }) });
  }
  return answers;
}

/** DMTF DSP0243: the root element is `Envelope` in this name space. */
const isOvf = (head: Buffer): boolean =>
  /^(\xef\xbb\xbf)?\s*</.test(head.toString('latin1', 0, 64)) &&
  /<(\w+:)?Envelope\b/.test(head.toString('latin1')) &&
  head.includes('schemas.dmtf.org/ovf/');

/** A guess, for the sentence that refuses a file which is neither disk nor anything we know. */
export async function looksLike(file: SourceFile): Promise<string> {
  const head = await file.read(0, Math.min(4_096, file.bytes));
  if (head.every((byte) => byte === 0)) return remark('zeros');
  if (head.some(isControl)) return remark('unknown-data');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return /^\s*</.test(text) ? remark('xml') : remark('text');
  } catch {
    return remark('unknown-data'); // not UTF-8: whatever it is, it is nothing we can name
  }
}

/** White space and escape occur in text; other control characters do not. */
const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
