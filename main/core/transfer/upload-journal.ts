/**
 * The durable note of an upload: a header line, then one line for each part the service has acknowledged. Only ever
 * appended to; a line counts once it is on the disk. Read as untrusted input: what does not parse is not believed.
 */
import type { FileHandle } from 'node:fs/promises';
import { limits } from '../../../contract/limits.ts';
import { z } from '../../../contract/schema.ts';
import { crc64 } from '../../../contract/common.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { fileFailure } from '../base/file-failure.ts';
import { openToAdd, readOwnFile } from '../base/own-file.ts';

const header = z.strictObject({
  version: z.literal(1),
  bucket: z.string().min(1),
  key: z.string().min(1),
  uploadId: z.string().min(1).max(1_024),
  partBytes: z.int().min(limits.partBytes.min).max(limits.partBytes.max),
  byteLength: z.int().positive(),
  sourceMark: z.string(),
});
const part = z.strictObject({
  partNumber: z.int().min(1).max(limits.parts),
  bytes: z.int().positive(),
  etag: z.string().min(1).max(256),
  crc64,
});

export type JournalHeader = Omit<z.infer<typeof header>, 'version'>;
export type JournalPart = z.infer<typeof part>;

export interface Journal {
  readonly header: JournalHeader;
  readonly parts: ReadonlyMap<number, JournalPart>;
}

export interface JournalWriter {
  /** Resolves when the line is on the disk. Lines asked for meanwhile share one sync. */
  append(part: JournalPart): Promise<void>;
  close(): Promise<void>;
}

/** Undefined when there is none, or its header cannot be read. */
export async function readJournal(path: string): Promise<Journal | undefined> {
  let text: string;
  try {
    text = await readOwnFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const [first, ...rest] = text.split('\n').map(parseLine);
  const head = header.safeParse(first);
  if (!head.success) return undefined;
  const { version: _, ...said } = head.data;
  const parts = new Map<number, JournalPart>();
  for (const line of rest) {
    const parsed = part.safeParse(line);
    if (parsed.success) parts.set(parsed.data.partNumber, parsed.data);
  }
  return { header: said, parts };
}

/** Replaces whatever journal was there. */
export function startJournal(path: string, head: JournalHeader, known: Iterable<JournalPart> = []): Promise<void> {
  const lines = [{ version: 1, ...head }, ...known].map((line) => `${JSON.stringify(line)}\n`);
  return writeFileAtomic(path, lines.join(''));
}

export async function openJournal(path: string): Promise<JournalWriter> {
  const file = await openToAdd(path);
  // a line torn by a power cut must not swallow the next one; an empty line means nothing
  let pending = '\n';
  let flushing: Promise<void> | undefined;
  const flush = async (): Promise<void> => {
    await Promise.resolve(); // collects all lines appended in this turn of the event loop
    const text = pending;
    pending = '';
    flushing = undefined;
    await write(file, path, text);
  };
  let last: Promise<void> = Promise.resolve();
  return {
    append(line) {
      pending += `${JSON.stringify(line)}\n`;
      flushing ??= last = last.then(flush);
      return flushing;
    },
    async close() {
      await last.catch(() => undefined); // reported to the caller of `append`
      await file.close();
    },
  };
}

async function write(file: FileHandle, path: string, text: string): Promise<void> {
  try {
    await file.appendFile(text);
    await file.datasync();
  } catch (error) {
    throw fileFailure(path, error);
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // torn or damaged: the schema refuses it
  }
}
