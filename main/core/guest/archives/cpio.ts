/** cpio in the "new ASCII" form, the only one the kernel takes: names, sizes, and the contents that were asked for. */
import { GuestCorrupt } from '../damage.ts';

export interface CpioEntry {
  /** Without a leading `/` or `./`. */
  readonly name: string;
  /** Type and permissions, as in stat. */
  readonly mode: number;
  readonly sizeBytes: number;
  /** The target of a symbolic link. */
  readonly target?: string;
}

export interface CpioOptions {
  /** Files whose content is kept, when not larger than `mostKeptBytes`. */
  readonly keep?: (name: string) => boolean;
}

/** Larger files are drivers and programs, which are not needed here. */
export const mostKeptBytes = 2 ** 20;
const headBytes = 110;
const mostNameBytes = 4_096;
const trailer = 'TRAILER!!!';
const structure = 'cpio archive';
const linkMode = 0o120000;

type Step =
  | { readonly kind: 'head' }
  | { readonly kind: 'name'; readonly head: Buffer; readonly bytes: number }
  | { readonly kind: 'kept'; readonly name: string; readonly mode: number; readonly bytes: number }
  | { readonly kind: 'skipped' };

export const isCpio = (head: Buffer): boolean => /^07070[12]$/.test(head.toString('latin1', 0, 6));

/** Takes an archive piece by piece as it is unpacked. */
export interface CpioReader {
  /** Answers how many bytes of the piece belong to the archive: all of them until its trailer. */
  push(piece: Buffer): number;
  readonly entries: readonly CpioEntry[];
  readonly contents: ReadonlyMap<string, Buffer>;
  /** True behind the trailer. */
  readonly ended: boolean;
}

/** Fails with GuestCorrupt when what is pushed is no archive, or has more than `mostEntries` files. */
export function openCpio({ keep = () => false }: CpioOptions, mostEntries: number): CpioReader {
  const entries: CpioEntry[] = [];
  const contents = new Map<string, Buffer>();
  let step: Step = { kind: 'head' };
  let held: Buffer = Buffer.alloc(0);
  let wanted = headBytes;
  let skip = 0;
  let ended = false;

  /** Everything is padded to four bytes. */
  const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;

  function next(following: Step, bytes: number): void {
    step = following;
    if (following.kind === 'skipped') {
      skip = bytes;
      step = { kind: 'head' };
      wanted = headBytes;
    } else wanted = bytes;
  }

  function take(bytes: Buffer): void {
    switch (step.kind) {
      case 'head': {
        if (!isCpio(bytes)) throw new GuestCorrupt(structure, 'file-without-header');
        const nameBytes = field(bytes, 11);
        if (nameBytes < 1 || nameBytes > mostNameBytes) throw new GuestCorrupt(structure, 'name-too-long');
        next({ kind: 'name', head: Buffer.from(bytes), bytes: nameBytes }, padded(headBytes + nameBytes) - headBytes);
        break;
      }
      case 'name': {
        const { head } = step;
        const raw = bytes.toString('utf8', 0, step.bytes - 1);
        if (raw === trailer) {
          ended = true;
          break;
        }
        const name = raw.replace(/^(\.?\/)+/, '');
        const mode = field(head, 1);
        const sizeBytes = field(head, 6);
        if (entries.length === mostEntries) throw new GuestCorrupt(structure, 'too-many-entries', mostEntries);
        entries.push({ name, mode, sizeBytes });
        const isLink = (mode & 0o170000) === linkMode;
        if (sizeBytes <= mostKeptBytes && (isLink || keep(name))) {
          next({ kind: 'kept', name, mode, bytes: sizeBytes }, padded(sizeBytes));
        } else next({ kind: 'skipped' }, padded(sizeBytes));
        break;
      }
      case 'kept': {
        const content = Buffer.from(bytes.subarray(0, step.bytes));
        const entry = entries.at(-1);
        if ((step.mode & 0o170000) === linkMode && entry !== undefined) {
          entries[entries.length - 1] = { ...entry, target: content.toString('utf8') };
        } else contents.set(step.name, content);
        next({ kind: 'head' }, headBytes);
        break;
      }
      case 'skipped':
    }
  }

  return {
    entries,
    contents,
    get ended() {
      return ended;
    },
    push(piece) {
      let at = 0;
      while (!ended) {
        const skipped = Math.min(skip, piece.length - at);
        skip -= skipped;
        at += skipped;
        if (skip > 0) break;
        const missing = wanted - held.length;
        const part = piece.subarray(at, at + missing);
        at += part.length;
        held = held.length === 0 ? part : Buffer.concat([held, part]);
        if (held.length < wanted) {
          // the piece is the decoder's, and may change
          held = Buffer.from(held);
          break;
        }
        const whole = held;
        held = Buffer.alloc(0);
        take(whole);
      }
      return at;
    },
  };
}

/** One of the header's thirteen numbers, eight hexadecimal digits each. */
function field(head: Buffer, index: number): number {
  const text = head.toString('latin1', 6 + index * 8, 14 + index * 8);
  if (!/^[0-9a-fA-F]{8}$/.test(text)) throw new GuestCorrupt(structure, 'header-damaged');
  return Number.parseInt(text, 16);
}
