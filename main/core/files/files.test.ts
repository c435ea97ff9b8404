import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Files } from './files.ts';

let folder: string;
let files: Files;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  files = new Files();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('handles', () => {
  it('lead back to what was chosen, and stay the same for the same path', async () => {
    const path = join(folder, 'web 01, "最终".vmdk');
    await writeFile(path, 'x');
    const chosen = await files.choose(path);
    expect(chosen).toMatchObject({ kind: 'file', bytes: 1, looksLikeDisk: true });
    expect(files.pathFor(chosen.handle)).toBe(path);
    expect((await files.choose(path)).handle).toBe(chosen.handle);
  });

  it('cannot be made up', () => {
    expect(() => files.pathFor('h_0000000000000000000000')).toThrow(
      expect.objectContaining({ code: 'asked.handle-unknown' }),
    );
  });
});

describe('a typed path', () => {
  it.each([
    ['plain', (path: string) => path],
    ['in quotes, as the Explorer copies it', (path: string) => ` "${path}" `],
    ['as a file URL', (path: string) => pathToFileURL(path).href],
  ])('is understood %s', async (_, spell) => {
    const path = join(folder, 'a b.vmdk');
    await writeFile(path, '');
    expect((await files.resolveText(spell(path))).path).toBe(path);
  });

  it('is refused when it is not absolute, or nothing is there', async () => {
    await expect(files.resolveText('disk.vmdk')).rejects.toMatchObject({ code: 'asked.input-invalid' });
    await expect(files.resolveText(join(folder, 'none'))).rejects.toMatchObject({ code: 'source.missing' });
  });
});

describe('browsing', () => {
  it('lists folders, then disks, then the rest, and knows the way up', async () => {
    await mkdir(join(folder, 'zz'));
    for (const name of ['b.txt', 'disk-10.vmdk', 'disk-9.vmdk']) await writeFile(join(folder, name), '');
    await symlink(join(folder, 'gone'), join(folder, 'dangling'));
    const listing = await files.browse((await files.choose(folder)).handle);
    expect(listing.entries.map(({ name }) => name)).toEqual(['zz', 'disk-9.vmdk', 'disk-10.vmdk', 'b.txt']);
    expect(files.pathFor(listing.parent ?? '')).toBe(tmpdir());
    expect(listing.folder.freeBytes).toBeGreaterThan(0);
  });
});
