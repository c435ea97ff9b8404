/** Decides by content alone what a chosen file is. Two answers for one file are a refusal. */
import { say, type Said, type Text } from '../../../contract/said.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { hasMark, type DiskFormat } from './formats/format.ts';
import { formats } from './formats/formats.ts';
import type { Known } from './layout.ts';
import { packers } from './packers.ts';
import type { SourceFile } from './source-file.ts';

export type Content =
  | { kind: 'disk'; format: DiskFormat }
  | { kind: 'package'; package: 'ova' | 'ovf' }
  /** No magic number of ours: a bare disk or nothing of use. */
  | { kind: 'plain' };

const headBytes = 65_536;

interface Magic {
  readonly at: number;
  readonly bytes: string;
}

/** `name` is what `format` says of a refused file. */
const unsupported: readonly (Magic & { format: Text; name: string })[] = [
  { at: 0, bytes: 'COWD', format: say('esxi-snapshot', 'VMDK vmfsSparse'), name: 'vmfsSparse' },
  {
    at: 0,
    bytes: '\xbe\xba\xfe\xca\0\0\0\0',
    format: say('esxi-snapshot', 'VMDK seSparse'),
    name: 'seSparse',
  },
  { at: 0, bytes: 'QED\0', format: 'QED', name: 'qed' },
  { at: 0, bytes: 'WithoutFreeSpace', format: 'Parallels', name: 'parallels' },
  { at: 0, bytes: 'WithouFreSpacExt', format: 'Parallels', name: 'parallels' },
  { at: 0, bytes: 'EVF\x09\x0d\x0a\xff\0', format: 'EWF', name: 'ewf' },
  { at: 0, bytes: 'MSWIM\0\0\0', format: 'WIM', name: 'wim' },
];

const others: readonly (Magic & { looksLike: Said; name: string })[] = [
  { at: 0, bytes: '\x7fELF', looksLike: say('program', 'ELF'), name: 'elf' },
  { at: 0, bytes: '%PDF-', looksLike: say('pdf'), name: 'pdf' },
  { at: 32_769, bytes: 'CD001', looksLike: say('iso'), name: 'iso' },
  { at: 32_769, bytes: 'NSR02', looksLike: say('udf'), name: 'udf' },
  { at: 32_769, bytes: 'NSR03', looksLike: say('udf'), name: 'udf' },
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
  const has = ({ at, bytes }: Magic): boolean => hasMark(head, bytes, at);
  const path = file.path;
  const marked = formats.map((format) => ({ format, at: format.markedAt?.(head, tail) }));
  const answers: Answer[] = marked
    .filter(({ at }) => at !== undefined)
    .map(({ format }) => ({ name: format.name, is: { kind: 'disk', format } }));
  // a bare disk has boot code there; the formats that begin with a header of their own have not
  const headed = marked.some(({ at }) => at === 'start');
  if (headed && head.length >= 512 && head.readUInt16BE(510) === 0x55aa) {
    answers.push({ name: 'raw', is: { kind: 'plain' } });
  }
  if (has({ at: 257, bytes: 'ustar' })) answers.push({ name: 'ova', is: { kind: 'package', package: 'ova' } });
  if (isOvf(head)) answers.push({ name: 'ovf', is: { kind: 'package', package: 'ovf' } });
  for (const { by } of packers.filter(({ mark }) => hasMark(head, mark))) {
    answers.push({ name: by, is: new Failure('source.wrapped', { file: path, wrapper: by }) });
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
