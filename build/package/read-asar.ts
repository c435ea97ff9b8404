/** Reads the table of an asar archive, which is all a check needs: the names inside, and the digest that integrity is held to. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
}

/** `headerSha256` is what Electron compares with the digest kept in its own program. */
export async function readAsar(path: string): Promise<{ names: string[]; headerSha256: string }> {
  const file = await open(path);
  try {
    const sizes = Buffer.alloc(16);
    await file.read(sizes, 0, 16, 0);
    const header = Buffer.alloc(sizes.readUInt32LE(12));
    await file.read(header, 0, header.length, 16);
    const table = JSON.parse(header.toString('utf8')) as Entry;
    return {
      names: [...namesIn(table, '')],
      headerSha256: createHash('sha256').update(header).digest('hex'),
    };
  } finally {
    await file.close();
  }
}

function* namesIn(entry: Entry, folder: string): Generator<string> {
  for (const [name, child] of Object.entries(entry.files ?? {})) {
    if (child.files === undefined) yield `${folder}${name}`;
    else yield* namesIn(child, `${folder}${name}/`);
  }
}
