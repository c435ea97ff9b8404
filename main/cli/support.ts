/** Saves the support bundle to a file, and says which files are in it. */
import { writeFile } from 'node:fs/promises';
import type { Client } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import { fromHere, type Command } from './arguments.ts';
import type { Output } from './output.ts';

/** Never over a file that is there. */
export async function saveSupport(
  client: Client,
  { output, hideNames }: Extract<Command, { name: 'support' }>,
  told: Output,
): Promise<0> {
  const { name, files, zip } = await client['support.bundle']({ hideNames });
  const file = output ?? fromHere(name);
  try {
    await writeFile(file, Buffer.from(zip, 'base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Failure('machine.file-failed', { file, reason }, { cause: error });
  }
  const listed = files.map((one) => one.name);
  const lines = [file, ...listed.map((one) => `  ${one}`)];
  told.finished({ file, files: listed.length }, () => lines.join('\n'));
  return 0;
}
