/** Files of ours, read and added to without trusting that they are files: a pipe or device put in their place hangs no command. */
import { constants, closeSync, fstatSync, openSync, readFileSync, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** Opening a pipe without a writer would wait for ever. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const addTo = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);

/** Said in place of an error of the system, with a code like those. */
class NotAFile extends Error {
  readonly code = 'EFTYPE';
}

/** Fails as Node does, and with the code `EFTYPE` for what is no regular file. */
export async function readOwnFile(path: string): Promise<string> {
  const file = await open(path, readOnly);
  try {
    if (!(await file.stat()).isFile()) throw new NotAFile(path);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** The same at once. */
export function readOwnFileSync(path: string): string {
  const file = openSync(path, readOnly);
  try {
    if (!fstatSync(file).isFile()) throw new NotAFile(path);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** To add to its end; made when there is none. Fails as `readOwnFile` does. */
export async function openToAdd(path: string): Promise<FileHandle> {
  const file = await open(path, addTo, 0o600);
  try {
    if (!(await file.stat()).isFile()) throw new NotAFile(path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Adds to its end, at once; made when there is none. Fails as `readOwnFile` does. */
export function addToOwnFileSync(path: string, text: string): void {
  const file = openSync(path, addTo, 0o600);
  try {
    if (!fstatSync(file).isFile()) throw new NotAFile(path);
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}
