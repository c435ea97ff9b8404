/** The licence texts of every npm package whose code is in the bundle, as the bundle's own source maps name them. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Resolves to the text to ship. Fails where a bundled package has neither a licence file nor a licence we know the text of. */
export async function thirdPartyNotices(dist: string, root: string): Promise<string> {
  const folders = await bundledPackages(dist);
  const parts = await Promise.all([...folders].sort().map((folder) => notice(join(root, folder))));
  return [
    'ECS Image Migrator contains code of the following packages. Each stays under its own licence.',
    'The licences of the bundled qemu programs are in the folder "qemu", those of Electron and Chromium beside the program.',
    ...parts,
  ].join(`\n\n${'='.repeat(100)}\n\n`);
}

/** Folders under `node_modules`, from the root of the repository. */
async function bundledPackages(dist: string): Promise<Set<string>> {
  const names = await readdir(dist, { recursive: true });
  const folders = new Set<string>();
  for (const name of names.filter((each) => each.endsWith('.map'))) {
    const map = JSON.parse(await readFile(join(dist, name), 'utf8')) as { sources: string[] };
    for (const source of map.sources) {
      const folder = packageFolder(source);
      if (folder !== undefined) folders.add(folder);
    }
  }
  return folders;
}

/** `../../node_modules/a/node_modules/@b/c/x.js` is of `node_modules/a/node_modules/@b/c`. */
export const packageFolder = (source: string): string | undefined =>
  /(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/@][^/]*)\//.exec(source)?.[1];

async function notice(folder: string): Promise<string> {
  const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
    author?: string | { name?: string };
  };
  const files = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const licence = about.license ?? 'no licence named';
  if (texts.length === 0) {
    const author = typeof about.author === 'string' ? about.author : (about.author?.name ?? about.name);
    const text = spdxTexts[licence.replace('Apache License', 'Apache').replace(' ', '-')]?.(author);
    if (text === undefined) throw new Error(`${relative('.', folder)}: ${licence}, without a text`);
    texts.push(text);
  }
  return [`${about.name} ${about.version} (${licence})`, ...texts.map((text) => text.trim())].join('\n\n');
}

/** For packages that name their licence but carry no text of it. */
const spdxTexts: Readonly<Record<string, (author: string) => string>> = {
  MIT: (author) => `Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  ISC: (author) => `Copyright (c) ${author}

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
  'Apache-2.0': (author) =>
    `Copyright ${author}\n\nUnder the Apache License, Version 2.0, whose text is in LICENSE.txt beside this file.`,
};
