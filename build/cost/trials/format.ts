/** A disk format: the disk byte for byte, then one sector with a mark. qemu-nbd serves its blocks. */
import { before, instead, newFile, type Trial } from '../trial.ts';

const formats = 'main/core/disk/formats';
const disks = 'build/test-disks.ts';

export const format: Trial = {
  name: 'a disk format',
  most: 4,
  edits: [
    newFile(
      `${formats}/trial.ts`,
      `/** Reads trial disks: bare disks with a footer. */
import { assertVirtualSize, type DiskLayout, type Reading } from '../layout.ts';
import type { SourceFile } from '../source-file.ts';
import { hasMark, type DiskFormat } from './format.ts';

const footerBytes = 512;

export const trial: DiskFormat = {
  name: 'trial',
  endings: ['trial'],
  driver: 'raw',
  markedAt: (_, end) => (hasMark(end, 'TRIALDSK') ? 'end' : undefined),
  read: readTrial,
};

async function readTrial({ path, ...file }: SourceFile, { known }: Reading): Promise<DiskLayout> {
  const virtualSizeBytes = file.bytes - footerBytes;
  assertVirtualSize({ path, ...file }, virtualSizeBytes, known);
  const range = { offsetBytes: 0, sizeBytes: virtualSizeBytes };
  return { virtualSizeBytes, files: [path], source: { format: 'trial', path, range } };
}
`,
    ),
    before(`${formats}/formats.ts`, "import { vdi } from './vdi.ts';", "import { trial } from './trial.ts';"),
    instead(`${formats}/formats.ts`, ' raw];', ' raw, trial];'),
    before(disks, '} as const;\nexport type DiskKind', "  trial: { ending: 'trial', args: ['-O', 'raw'] },"),
    instead(disks, 'import { open, truncate }', 'import { appendFile, open, truncate }'),
    instead(
      disks,
      '...args, raw, path]);\n',
      "...args, raw, path]);\n  if (kind === 'trial') await appendFile(path, 'TRIALDSK'.padEnd(512, '\\0'));\n",
    ),
    before('docs/disks.md', '| VDI ', '| TRIAL | bare disks with a footer | |'),
  ],
  tests: [
    [`${formats}/formats.test.ts`],
    // the tests of every kind of disk, this one alone
    ['main/core/disk/forms.test.ts', 'main/core/guest/program-starts.test.ts', '-t', 'trial'],
  ],
};
