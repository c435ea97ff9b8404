/** Reads the hashes that come with a package, in the spellings their makers use, and finds the one of a file. */
import { corrupt, type SourceFile } from '../source-file.ts';

export interface ManifestEntry {
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** In lower case. */
  readonly hash: string;
}

/** What the manifests of a package say together. */
export interface Manifest {
  /** The hash of a file of the package; `unreadable` when a line that could be its own was not understood. */
  of(name: string): ManifestEntry | 'unreadable' | 'silent';
}

/** Manifests are bounded like descriptions: one names a few files. */
export const longestManifestBytes = 2 ** 20;
const longestLine = 1_200;
const byLength = new Map<number, ManifestEntry['algorithm']>([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [96, 'sha384'],
  [128, 'sha512'],
]);
/** `SHA256(name)= hash`, as OVF prescribes, and with blanks or a colon. */
const named = /^(MD5|SHA-?1|SHA-?256|SHA-?384|SHA-?512) {0,2}\((.{1,500})\) {0,2}[=:] {0,2}([0-9a-f]{32,128})$/i;
/** `hash  name` and `hash *name`, as sha256sum prints it. */
const hashFirst = /^\\?([0-9a-f]{32,128})[ \t]{1,4}\*?(.{1,500})$/i;
/** `name: hash` */
const nameFirst = /^(.{1,500}?)[ \t]{0,4}[:=\t ][ \t]{0,4}([0-9a-f]{32,128})$/i;
const alone = /^[0-9a-f]{32,128}$/i;

const endings = /\.(mf|manifest|(?:md5|sha(?:1|256|384|512))(?:sums?)?)$/i;
const wholeNames = /^(?:(?:md5|sha(?:1|256|384|512))sums?|checksums?|manifest)(?:\.txt)?$/i;

/** Whether a file beside a package's disks is there to say their hashes. */
export const isManifest = (name: string): boolean => {
  const plain = name.slice(name.lastIndexOf('/') + 1);
  return endings.test(plain) || wholeNames.test(plain);
};

/** The file whose hash a manifest of its own holds: `disk.vmdk` of `disk.vmdk.sha256`. */
export const manifestOwner = (name: string): string => name.replace(endings, '');

/** Holds names against each other as systems do: without their folder, and in any case. */
const key = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).toLowerCase();

/** `undefined` in place of a text: there is a manifest, and it could not be read. */
export function manifestOf(texts: readonly { readonly name: string; readonly text: string | undefined }[]): Manifest {
  const entries = new Map<string, ManifestEntry>();
  let odd = false;
  const add = (name: string, hash: string, spelt?: string): void => {
    const algorithm = byLength.get(hash.length);
    const fits = algorithm !== undefined && (spelt === undefined || spelt.replace('-', '').toLowerCase() === algorithm);
    const before = entries.get(key(name));
    const entry = { algorithm: algorithm ?? 'md5', hash: hash.toLowerCase() };
    const contradicts = before !== undefined && before.algorithm === algorithm && before.hash !== entry.hash;
    if (!fits || contradicts) odd = true;
    // of two hashes the longer one counts
    else if (before === undefined || before.hash.length < entry.hash.length) entries.set(key(name), entry);
  };
  for (const { name, text } of texts) {
    const lines = text?.split('\n').map((line) => line.slice(0, longestLine).trim()) ?? [];
    const told = lines.filter((line) => line !== '' && !line.startsWith('#'));
    if (told.length === 0) odd = true;
    for (const line of told) {
      const [, algorithm, file = '', hash = ''] = named.exec(line) ?? [];
      const [, sum = '', summed = ''] = hashFirst.exec(line) ?? [];
      const [, before = '', after = ''] = nameFirst.exec(line) ?? [];
      if (algorithm !== undefined) add(file, hash, algorithm);
      else if (alone.test(line)) add(manifestOwner(name), line);
      else if (sum !== '') add(summed, sum);
      else if (after !== '') add(before, after);
      else odd = true;
    }
  }
  return { of: (name) => entries.get(key(name)) ?? (odd ? 'unreadable' : 'silent') };
}

/** The text of a manifest, in whatever Unicode it was saved. Fails with `source.corrupt` for one that is no text. */
export async function readManifest(file: SourceFile): Promise<string> {
  if (file.bytes > longestManifestBytes) throw corrupt(file, 'member-bytes', file.name, file.bytes);
  const bytes = await file.read(0, file.bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
