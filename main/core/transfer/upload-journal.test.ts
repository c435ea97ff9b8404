/** The journal as it is found after a power cut, and as another program may have written it. */
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal, readJournal, startJournal, type JournalHeader } from './upload-journal.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(folder, 'upload.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const header: JournalHeader = {
  bucket: 'b',
  key: 'k',
  uploadId: 'U1',
  partBytes: 8_388_608,
  byteLength: 20_000_000,
  sourceMark: 'crc64:1',
};
const part = (partNumber: number) => ({ partNumber, bytes: 8_388_608, etag: `E${partNumber}`, crc64: '1' });

async function note(...numbers: number[]): Promise<void> {
  const journal = await openJournal(path);
  await Promise.all(numbers.map((number) => journal.append(part(number))));
  await journal.close();
}

test('gives back what was noted, across runs', async () => {
  expect(await readJournal(path)).toBeUndefined();
  await startJournal(path, header);
  await note(2, 1);
  await note(3);
  const found = await readJournal(path);
  expect(found?.header).toEqual(header);
  expect([...(found?.parts.values() ?? [])]).toEqual([part(2), part(1), part(3)]);
});

test('a line torn by a power cut is not believed and does not swallow the next', async () => {
  await startJournal(path, header);
  await note(1);
  await appendFile(path, JSON.stringify(part(2)).slice(0, -9));
  expect([...((await readJournal(path))?.parts.keys() ?? [])]).toEqual([1]);
  await note(3);
  expect([...((await readJournal(path))?.parts.keys() ?? [])]).toEqual([1, 3]);
});

test('lines that are not ours are not believed', async () => {
  await startJournal(path, header);
  const lines = [
    { ...part(0) },
    { ...part(1), crc64: '-1' },
    { ...part(2), more: 1 },
    { ...part(3), etag: '' },
    'x',
    null,
  ];
  await appendFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect((await readJournal(path))?.parts.size).toBe(0);
});

test('a journal that does not say what it is about is none', async () => {
  for (const text of [
    '',
    '\n',
    '{"version":1',
    '{"version":2}\n',
    `${JSON.stringify({ version: 1, ...header, partBytes: 1 })}\n`,
  ]) {
    await writeFile(path, text);
    expect(await readJournal(path)).toBeUndefined();
  }
});

test('starting over forgets the parts of before', async () => {
  await startJournal(path, header);
  await note(1);
  await startJournal(path, { ...header, uploadId: 'U2' });
  expect((await readJournal(path))?.parts.size).toBe(0);
});
