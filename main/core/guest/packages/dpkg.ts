/** Packages installed by dpkg: paragraphs of a text file. */
import { GuestError } from '../damage.ts';
import { type InstalledPackage, mostPackages } from './package.ts';

/**
 * Those of `/var/lib/dpkg/status` whose files are there: installed, or left in the middle of it. Paragraphs without a
 * name are passed over.
 */
export function readDpkgStatus(text: string): InstalledPackage[] {
  const found: InstalledPackage[] = [];
  for (const paragraph of paragraphs(text)) {
    const name = field(paragraph, 'Package');
    // the third word: `not-installed` and `config-files` have nothing left that runs
    const state = field(paragraph, 'Status')?.split(' ')[2];
    if (name === undefined || state === undefined) continue;
    if (state === 'not-installed' || state === 'config-files') continue;
    if (found.length === mostPackages) throw new GuestError('too-large', 'dpkg', 'too-many-packages', mostPackages);
    found.push({
      name,
      version: field(paragraph, 'Version') ?? '',
      architecture: field(paragraph, 'Architecture') ?? '',
    });
  }
  return found;
}

function* paragraphs(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n\n', at);
    yield text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 2;
  }
}

function field(paragraph: string, name: string): string | undefined {
  const at = paragraph.startsWith(`${name}:`) ? 0 : paragraph.indexOf(`\n${name}:`) + 1;
  if (at === 0 && !paragraph.startsWith(`${name}:`)) return undefined;
  const end = paragraph.indexOf('\n', at);
  return paragraph.slice(at + name.length + 1, end < 0 ? paragraph.length : end).trim();
}
