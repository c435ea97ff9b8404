/** Looks around in the files of a guest's volume: a folder's list, the beginning of a text, and never a secret. */
import type { GuestFile, GuestListing, GuestPreview } from '../../../../contract/browse.ts';
import { type GuestErrorReason, isGuestError } from '../damage.ts';
import type { FileSystem, GuestEntry, GuestStat } from '../file-system.ts';
import { isSecretContent, isSecretPath, withoutSecrets } from './secrets.ts';

const mostEntries = 1_000;
const previewBytes = 64 * 1_024;

type Problem = Extract<GuestListing, { kind: 'problem' }>;

/** Fails only with what the disk or the signal fails with. */
export function listFolder(files: FileSystem, path: string, signal: AbortSignal): Promise<GuestListing> {
  return answered(async () => {
    const found: GuestEntry[] = [];
    let cut = false;
    for await (const entry of files.list(path, { signal })) {
      cut = found.length === mostEntries;
      if (cut) break;
      found.push(entry);
    }
    const entries: GuestFile[] = [];
    for (const { name, kind } of found) {
      const at = `${path === '/' ? '' : path}/${name}`;
      const facts = await quietly(() => files.stat(at, { followLast: false, signal }));
      const target = kind === 'link' ? await quietly(() => files.readLink(at, { signal })) : undefined;
      entries.push({
        name,
        kind,
        ...(kind === 'file' && facts !== undefined ? { sizeBytes: facts.sizeBytes } : {}),
        ...modified(facts),
        ...(target === undefined ? {} : { target }),
        secret: kind === 'file' && isSecretPath(at),
      });
    }
    const rank = ({ kind }: GuestFile): number => (kind === 'directory' ? 0 : 1);
    entries.sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1));
    return { kind: 'listing', entries, cut };
  });
}

/** A link is not followed: its own name says nothing of where it leads. Fails as `listFolder` does. */
export function previewFile(files: FileSystem, path: string, signal: AbortSignal): Promise<GuestPreview> {
  return answered(async () => {
    const { kind, sizeBytes } = await files.stat(path, { followLast: false, signal });
    if (kind === 'link') return { kind: 'link', target: await files.readLink(path, { signal }) };
    if (isSecretPath(path)) return { kind: 'hidden', because: 'secret', sizeBytes };
    const head = await files.readRange(path, 0, previewBytes, { signal });
    const text = textOf(head, sizeBytes > head.length);
    if (isSecretContent(head, text ?? head.toString('latin1'))) return { kind: 'hidden', because: 'secret', sizeBytes };
    if (text === undefined) return { kind: 'hidden', because: 'binary', sizeBytes };
    const safe = withoutSecrets(text);
    return { kind: 'text', text: safe, sizeBytes, cut: sizeBytes > head.length, masked: safe !== text };
  });
}

/** Tabs, line and form feeds and the escape of coloured logs are text; the other control characters are not. */
const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);

/** UTF-8, or UTF-16 with its mark as Windows writes it; undefined when it is no text. */
function textOf(head: Buffer, isCut: boolean): string | undefined {
  if (head.length >= 2 && head.readUInt16LE(0) === 0xfeff) return head.toString('utf16le', 2);
  // a letter may be cut in two at the end
  const fatal = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = fatal.decode(head, { stream: isCut });
    return head.some(isControl) ? undefined : text;
  } catch {
    return undefined;
  }
}

const modified = (facts: GuestStat | undefined): { modified?: string } => {
  const date = new Date(facts?.modifiedMs ?? Number.NaN);
  // a damaged time may lie beyond what a date can be
  const year = date.getUTCFullYear();
  return year >= 1970 && year <= 9_999 ? { modified: date.toISOString() } : {};
};

async function quietly<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isGuestError(error)) return undefined;
    throw error;
  }
}

async function answered<T>(read: () => Promise<T>): Promise<T | Problem> {
  try {
    return await read();
  } catch (error) {
    if (!isGuestError(error)) throw error;
    return { kind: 'problem', problem: problemOf(error.reason) };
  }
}

const problemOf = (reason: GuestErrorReason): Problem['problem'] => (reason === 'not-a-link' ? 'damaged' : reason);
