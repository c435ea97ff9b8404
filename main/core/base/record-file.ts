/** The one reader of JSON that this program or a person wrote: what its schema says, or a failure that names what does not fit. */
import { Failure } from '../../../contract/failure-error.ts';
import { fitJson } from '../../../contract/misfits.ts';
import type { z } from '../../../contract/schema.ts';
import { readOwnFile, readOwnFileSync } from './own-file.ts';

/** Fails with `program.record-unreadable`; never guesses, never overwrites what it cannot read. */
export async function readRecord<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const text = await readOwnFile(file).catch((error: unknown) => {
    throw notRead(file, error);
  });
  return recordIn(text, file, schema);
}

/** The same; undefined where there is no such file. */
export async function readRecordIfThere<S extends z.ZodType>(
  file: string,
  schema: S,
): Promise<z.output<S> | undefined> {
  try {
    return await readRecord(file, schema);
  } catch (error) {
    if (((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The same at start-up, where everything else has to wait for it. */
export function readRecordSync<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  let text: string;
  try {
    text = readOwnFileSync(file);
  } catch (error) {
    throw notRead(file, error);
  }
  return recordIn(text, file, schema);
}

/** The same of a text; `from` says where it comes from. */
export function recordIn<S extends z.ZodType>(text: string, from: string, schema: S): z.output<S> {
  const read = fitJson(schema, text);
  if ('misfits' in read) throw new Failure('program.record-unreadable', { file: from, reason: read.misfits });
  return read.data;
}

/** The lines of a file to which one is added at a time; one that does not fit, cut off by a kill, is left out. */
export const recordsIn = <S extends z.ZodType>(text: string, line: S): z.output<S>[] =>
  text.split('\n').flatMap((one) => {
    const read = fitJson(line, one);
    return 'misfits' in read ? [] : [read.data];
  });

const notRead = (file: string, error: unknown): Failure =>
  new Failure('program.record-unreadable', { file, reason: (error as Error).message }, { cause: error });
