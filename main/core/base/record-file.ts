/** Reads a record of ours, kept as JSON: what its schema says, or a failure. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Failure } from '../../../contract/failure-error.ts';
import { fitJson } from '../../../contract/misfits.ts';
import type { z } from '../../../contract/schema.ts';

/** Fails with `program.record-unreadable`; never guesses, never overwrites what it cannot read. */
export async function readRecord<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw notRead(file, error);
  });
  return recordIn(text, file, schema);
}

/** The same at start-up, where everything else has to wait for it. */
export function readRecordSync<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw notRead(file, error);
  }
  return recordIn(text, file, schema);
}

const notRead = (file: string, error: unknown): Failure =>
  new Failure('program.record-unreadable', { file, reason: (error as Error).message }, { cause: error });

function recordIn<S extends z.ZodType>(text: string, file: string, schema: S): z.output<S> {
  const read = fitJson(schema, text);
  if ('misfits' in read) throw new Failure('program.record-unreadable', { file, reason: read.misfits });
  return read.data;
}
