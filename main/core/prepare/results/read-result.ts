/**
 * Reads a result file brought back from a server: our check scripts', or that of Alibaba Cloud's own image_check. The
 * file comes from a foreign machine, so its size and every length in it are bounded, and nothing in it is trusted.
 */
import { readFile, stat } from 'node:fs/promises';
import { Failure } from '../../../../contract/failure-error.ts';
import { fit, fitJson, misfit } from '../../../../contract/misfits.ts';
import { checkResult, type CheckFindings } from '../../../../contract/prepare.ts';
import type { Said } from '../../../../contract/said.ts';
import { z } from '../../../../contract/schema.ts';
import { readImageCheck } from './image-check.ts';

/** A real result has some ten kilobytes. */
export const resultBytes = 1_048_576;

const refuse = ({ misfits }: { misfits: readonly Said[] }) => new Failure('asked.input-invalid', { problems: misfits });
const tooLarge = () => refuse(misfit('file-too-large', resultBytes));

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  // PowerShell's `>` writes UTF-16 with a mark
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** As `readResult`; also fails with `source.missing` or `source.unreadable`. */
export async function readResultFile(path: string): Promise<CheckFindings> {
  let bytes: Uint8Array;
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw refuse(misfit('must-be-file'));
    if (facts.size > resultBytes) throw tooLarge();
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason === 'ENOENT') throw new Failure('source.missing', { file: path }, { cause: error });
    throw new Failure('source.unreadable', { file: path, reason }, { cause: error });
  }
  return readResult(bytes);
}

/** What the file says. Fails with `asked.input-invalid` when it is too large, not JSON, or of no known kind. */
export function readResult(bytes: Uint8Array): CheckFindings {
  if (bytes.length > resultBytes) throw tooLarge();
  const read = fitJson(z.unknown(), decoded(bytes));
  if ('misfits' in read) throw refuse(read);
  const json = read.data;
  if (typeof json === 'object' && json !== null && 'check_items' in json) return readImageCheck(json);
  const result = fit(checkResult, json);
  if ('misfits' in result) throw refuse(result);
  const { tool, when, host, items } = result.data;
  const seen = new Set<string>();
  const ignored: string[] = [];
  const kept = items.filter(({ id }) => {
    // the first word counts: a second one for the same item cannot come from our script
    if (seen.has(id)) ignored.push(id);
    return !seen.has(id) && seen.add(id);
  });
  return {
    tool,
    when,
    host,
    items: kept.map(({ id, status, evidence }) => ({ tick: id, status, evidence })),
    ignored,
  };
}
