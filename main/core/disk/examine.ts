/**
 * Reads what was chosen with our own readers alone: which disks are in it, and of each whether it is whole, self-contained
 * and safe to show to qemu-img. Nothing is opened that was not chosen, except pieces in the same folder.
 */
import type { Member } from '../../../contract/disks.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { say } from '../../../contract/said.ts';
import { formats } from './formats/formats.ts';
import { raw } from './formats/raw.ts';
import { assertNoLockBeside } from './in-use.ts';
import type { DiskLayout, Known, Reading } from './layout.ts';
import type { ManifestEntry } from './packages/manifest.ts';
import { readPackage, type PackagedDisk, type Place } from './packages/package.ts';
import { sniff, type Content } from './sniff.ts';
import { withSourceFile, type SourceFile } from './source-file.ts';

export interface Subject {
  readonly name: string;
  readonly member?: Member;
  /** What the package's manifest says of it. */
  readonly manifest?: ManifestEntry;
  /** Fails with the reason the disk is refused; `known` then holds what there is to say of it. */
  read(known: Known): Promise<DiskLayout>;
  /** Where its bytes lie, as they are in the package. */
  place(): Promise<{ path: string; offset: number; bytes: number }>;
}

/**
 * Runs `use` with the disks of a real path (links resolved): one, or those of a package. Fails with `source.*` when what
 * was chosen is no disk and no package; `known` then says what it is.
 */
export async function withSubjects<T>(
  real: string,
  known: Known,
  signal: AbortSignal | undefined,
  use: (subjects: readonly Subject[]) => Promise<T>,
): Promise<T> {
  return withSourceFile(real, signal, async (file) => {
    known.pieces = [{ name: file.name, state: 'found', bytes: file.bytes }];
    await assertNoLockBeside([real]);
    const content = await sniff(file, known);
    if (content.kind !== 'package') return use([whole(file, content, signal)]);
    const disks = await readPackage(file, content.package, signal);
    return use(disks.map((disk) => packaged(disk, signal)));
  });
}

const whole = (file: SourceFile, content: Content, signal: AbortSignal | undefined): Subject => ({
  name: file.name,
  async read(known) {
    known.pieces ??= [{ name: file.name, state: 'found', bytes: file.bytes }];
    const layout = await readLayout(file, content, { known, signal });
    await assertNoLockBeside(layout.files);
    return layout;
  },
  place: () => Promise.resolve({ path: file.path, offset: 0, bytes: file.bytes }),
});

function packaged(disk: PackagedDisk, signal: AbortSignal | undefined): Subject {
  return {
    name: disk.name,
    member: disk.member,
    ...(disk.manifest === undefined ? {} : { manifest: disk.manifest }),
    async read(known) {
      known.pieces = [{ name: disk.name, state: 'missing', bytes: 0 }];
      return disk.use(async (file, place) => {
        known.pieces = [{ name: disk.name, state: 'found', bytes: file.bytes }];
        const content = await sniff(file, known);
        const reading: Reading = { known, signal, inside: place.inside };
        return inPlace(await readLayout(file, content, reading), file, place);
      });
    },
    place: () => disk.use((file, { path, offset }) => Promise.resolve({ path, offset, bytes: file.bytes })),
  };
}

/** A disk within an OVA is read where it lies. */
const inPlace = (layout: DiskLayout, file: SourceFile, place: Place): DiskLayout =>
  place.inside
    ? {
        ...layout,
        plain: false,
        source: { ...layout.source, range: { offsetBytes: place.offset, sizeBytes: file.bytes } },
      }
    : layout;

async function readLayout(file: SourceFile, content: Content, reading: Reading): Promise<DiskLayout> {
  if (content.kind === 'package') {
    throw new Failure('source.nothing-inside', {
      file: file.path,
      inside: say('another-package', content.package.toUpperCase()),
    });
  }
  if (content.kind === 'disk') return content.format.read(file, reading);
  for (const { readPiece } of formats) {
    const layout = await readPiece?.(file, reading);
    if (layout !== undefined) return layout;
  }
  return raw.read(file, reading);
}

/** The one disk that is meant. Fails with `source.several-inside`, or `source.nothing-inside` for a name that is not there. */
export function chosenSubject(path: string, subjects: readonly Subject[], member: string | undefined): Subject {
  const names = subjects.map(({ name }) => name).join(', ');
  const found = member === undefined ? subjects : subjects.filter((one) => one.member?.name === member);
  const [first, ...more] = found;
  if (first === undefined) throw new Failure('source.nothing-inside', { file: path, inside: names });
  if (more.length > 0) throw new Failure('source.several-inside', { file: path, disks: names });
  return first;
}
