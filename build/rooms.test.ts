/** The table of rooms guards every room: each import it does not allow is reported, in a copy of the sources. */
import { appendFile, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runChild } from '../main/core/base/child.ts';
import { checkRooms, outside, pathOf, rooms } from './rooms.mjs';

const root = join(import.meta.dirname, '..');
const copied = ['contract', 'words', 'main', 'practice', 'preload', 'renderer', 'assets', 'package.json'];
const alsoNeeded = ['tsconfig.json', '.dependency-cruiser.cjs', 'build/rooms.mjs', 'build/setup.mjs'];
let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'rooms-'));
  for (const name of [...copied, ...alsoNeeded]) await cp(join(root, name), join(copy, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** One source file of a room. */
function fileIn(room: string): string {
  const [folder = room] = room.split('/*');
  const all = readdirSync(join(root, folder), { recursive: !room.endsWith('/*'), encoding: 'utf8' });
  const [first] = all
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name) && !new RegExp(outside).test(name))
    .filter((name) => new RegExp(pathOf(room)).test(name))
    .sort();
  if (first === undefined) throw new Error(`${room} has no source file`);
  return first;
}
const allowed = (name: string, mayImport: readonly string[], target: string): boolean =>
  [name, ...mayImport].some((one) => new RegExp(pathOf(one)).test(target));

it('holds for the sources as they are, and for the page that shows it', async () =>
  expect((await checkRooms()).output).toBe(''));

it('reports every import that a room may not have', async () => {
  const files = new Map(rooms.map(({ room }) => [room, fileIn(room)]));
  const expected: string[] = [];
  for (const { room, mayImport } of rooms) {
    const from = files.get(room) ?? '';
    for (const target of files.values()) {
      if (allowed(room, mayImport, target)) continue;
      await appendFile(join(copy, from), `\nimport '${relativeTo(from, target)}';\n`);
      expected.push(`${room}-imports-only-its-own: ${from} → ${target}`);
    }
  }
  const { output } = await cruise();
  const missed = expected.filter((line) => !output.includes(line));
  expect(expected.length).toBeGreaterThan(1_000);
  expect(missed).toEqual([]);
}, 180_000);

const relativeTo = (from: string, target: string): string => {
  const path = relative(dirname(from), target).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
};

async function cruise(): Promise<{ output: string }> {
  const out = join(copy, 'found.txt');
  await runChild({
    program: process.execPath,
    args: [
      join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      ...copied.slice(0, 6),
      ...['--config', '.dependency-cruiser.cjs', '--output-to', out],
    ],
    folder: copy,
  });
  return { output: await readFile(out, 'utf8') };
}
