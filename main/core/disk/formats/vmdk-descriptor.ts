/** Reads VMDK descriptors (VMware, Virtual Disk Format 5.0) so strictly that qemu-img cannot read them otherwise. */
import { dirname, join } from 'node:path';
import { Failure } from '../../../../contract/failure-error.ts';
import { say } from '../../../../contract/said.ts';
import { unsupported } from '../layout.ts';
import { corrupt } from '../source-file.ts';

export interface Extent {
  readonly kind: 'sparse' | 'flat';
  readonly bytes: number;
  readonly name: string;
  /** Where in a flat file the data starts. */
  readonly offsetBytes: number;
}

export interface Descriptor {
  readonly subformat: string;
  readonly extents: readonly Extent[];
  /** qemu-img would read its extents otherwise than they are meant, or would not come to an end: it is not shown this text. */
  readonly misread: boolean;
}

/** qemu-img reads no more of a descriptor file either. */
export const longestDescriptorBytes = 2 ** 20 - 1;
const mostExtents = 1_024;
/** Twice what a disk of so many pieces takes; more is filling. */
const mostPlainLines = 2 * mostExtents;
const longestPlainText = 2 ** 17;
/** Longer than any extent's line that is read. */
const longestLine = 1_024;
const kinds: Record<string, Extent['kind']> = { SPARSE: 'sparse', FLAT: 'flat', VMFS: 'flat' };

/** qemu-img takes any line that starts like this for an extent, so each of them must be one. */
const extentStart = /^(RW|RDONLY|NOACCESS)\b/;
/** The name counts blank by blank. */
const extentLine = /^(RW|RDONLY)[ \t]+(\d{1,15})[ \t]+([A-Z]{1,9})[ \t]+"([^"]{1,500})"(?:[ \t]+(\d{1,15}))?$/;

const firstLine = /^\s{0,64}# ?Disk DescriptorFile/i;
/** VMware's first line; anything else is some other text. */
export const isDescriptor = (text: string): boolean => firstLine.test(text);

/** Line by line, so that no length of white space makes the reading slow. Of a key that stands twice, the first counts. */
function settingsOf(lines: readonly string[]): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of lines) {
    const equals = line.indexOf('=');
    if (equals < 0 || line.startsWith('#')) continue;
    const key = line.slice(0, equals).trim().toLowerCase();
    const value = line.slice(equals + 1).trim();
    const quoted = value.startsWith('"') ? value.slice(1).split('"', 1)[0] : value.split('"', 1)[0];
    if (!settings.has(key)) settings.set(key, (quoted ?? '').trim());
  }
  return settings;
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim());

/** The text up to the first NUL, as qemu-img sees it. */
export const descriptorText = (bytes: Buffer): string => decodeDescriptor(bytes).text;

/**
 * Decoded as its own `encoding` line says (VMware writes the host's code page there). `foreign`: its bytes name files
 * otherwise than this system does, so qemu-img would not find them.
 */
export function decodeDescriptor(bytes: Buffer): { text: string; foreign: boolean } {
  const end = bytes.indexOf(0);
  const raw = end < 0 ? bytes : bytes.subarray(0, end);
  const latin1 = raw.toString('latin1');
  if (!/[\x80-\xff]/.test(latin1)) return { text: latin1, foreign: false };
  const declared = settingsOf(linesOf(latin1)).get('encoding') ?? 'utf-8';
  for (const label of ['utf-8', webLabel(declared)]) {
    try {
      return { text: new TextDecoder(label, { fatal: true }).decode(raw), foreign: label !== 'utf-8' };
    } catch {
      // the text is not in this encoding, or the encoding is unknown here
    }
  }
  return { text: latin1, foreign: true };
}

/** Code pages as VMware spells them, in the spelling of the Encoding Standard. */
const webLabel = (declared: string): string =>
  ({ 'windows-936': 'gbk', 'windows-950': 'big5', 'windows-932': 'shift_jis', 'windows-949': 'euc-kr' })[
    declared.toLowerCase()
  ] ?? declared;

/** Fails with `source.snapshot-child`, `.encrypted`, `.unsupported-format`, `.corrupt`. */
export function parseDescriptor(file: { path: string }, text: string): Descriptor {
  const lines = linesOf(text);
  const settings = settingsOf(lines);
  const parent = settings.get('parentcid');
  // qemu-img looks for the hint anywhere, even in a comment, and opens what it names
  if ((parent !== undefined && !/^f{8}$/i.test(parent)) || text.includes('parentFileNameHint')) {
    throw new Failure('source.snapshot-child', {
      file: file.path,
      parent: settings.get('parentfilenamehint') ?? say('another-file'),
    });
  }
  if ([...settings.keys()].some((key) => key.startsWith('encryption.'))) {
    throw new Failure('source.encrypted', { file: file.path, by: 'VMware' });
  }
  const subformat = settings.get('createtype');
  if (subformat === undefined || subformat === '') throw corrupt(file, 'descriptor-no-kind');

  const extents: Extent[] = [];
  // qemu-img starts again at each line: a text of 1 MiB can keep it busy for hours
  let misread = lines.length > mostPlainLines || text.length > longestPlainText;
  for (const [index, line] of lines.entries()) {
    if (!extentStart.test(line)) continue;
    if (extents.length === mostExtents) throw corrupt(file, 'descriptor-extents', mostExtents + 1);
    extents.push(parseExtent(file, line));
    // qemu-img 7.2 leaves out what may only be read, and counts an extent twice that comes after an empty line (tried)
    misread ||= !line.startsWith('RW') || lines[index - 1] === '';
  }
  if (extents.length === 0) throw corrupt(file, 'descriptor-extents', 0);
  return { subformat, extents, misread };
}

function parseExtent(file: { path: string }, line: string): Extent {
  const [, , sectors, type, name, offset] = extentLine.exec(line.slice(0, longestLine)) ?? [];
  if (sectors === undefined || type === undefined || name === undefined) {
    throw corrupt(file, 'extent-unreadable', line.slice(0, 200));
  }
  const kind = kinds[type];
  if (kind === undefined) throw unsupported(file, say('vmdk-extent', type));
  if ((type === 'FLAT') !== (offset !== undefined)) throw corrupt(file, 'extent-offset', name);
  const bytes = Number(sectors) * 512;
  if (bytes === 0 || bytes > 2 ** 46) throw corrupt(file, 'extent-sectors', name, sectors);
  return { kind, bytes, name, offsetBytes: Number(offset ?? 0) * 512 };
}

/**
 * The path of an extent: a plain name in the descriptor's own folder and nothing else, or `source.outside-reference`.
 * Separators of all systems count, and so do Windows' drives and streams.
 */
export function extentPath(descriptorPath: string, name: string): string {
  const odd =
    /[/\\]/.test(name) || name === '..' || name === '.' || (process.platform === 'win32' && name.includes(':'));
  if (odd) throw new Failure('source.outside-reference', { file: descriptorPath, reference: name });
  return join(dirname(descriptorPath), name);
}
