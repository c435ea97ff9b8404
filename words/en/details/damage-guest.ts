/** English of what is wrong in the structures inside a disk, or keeps them from being read; what any of them may have first. Each stands alone or after a colon. */
import type { Sentences } from '../../../contract/said.ts';
import type { damageCodes } from '../../../contract/sentences.ts';
import { linuxVolumeDamage } from './damage-linux-volumes.ts';
import { packedDamage } from './damage-packed.ts';
import { windowsVolumeDamage } from './damage-windows-volumes.ts';

export const guestDamage = {
  'no-signature': () => 'it has no signature',
  'wrong-checksum': () => 'its checksum is wrong',
  'ends-early': () => 'it ends too early',
  'ends-before-field': () => 'it ends before a field it must have',
  'too-many-parts': () => 'it has more parts than a real one',
  'holds-impossible-number': (value: number) => `it holds the impossible number ${value}`,
  outside: (length: number, at: number, size: number) => `${length} bytes at ${at} lie outside its ${size} bytes`,
  'cut-short': () => 'it is too short',
  'data-damaged': () => 'its data is damaged',
  'header-damaged': () => 'its header is damaged',
  'no-header': () => 'it has no header',
  'contradicts-itself': () => 'it contradicts itself',
  'tree-too-deep': () => 'its tree is too deep',
  'runs-overlap': (at: number) => `two runs claim the bytes at ${at}`,
  'sector-size': (bytes: number) => `sectors of ${bytes} bytes`,
  'page-size': (bytes: number) => `pages of ${bytes} bytes`,
  'number-too-large': () => 'a number is too large',
  encrypted: () => 'it is encrypted',
  'unknown-version': (version: number | string) => `unknown version ${version}`,
  'unknown-feature': (name: string) => `the feature ${name} is not supported`,
  'content-not-read': () => 'it is no file system that is read here',
  'no-file': () => 'it is no file',
  'no-link': () => 'it is no link',
  'no-name': (name: string) => `there is no ${JSON.stringify(name)}`,
  'no-folder-on-way': () => 'what is no folder is on the way',
  'impossible-name': (name: string) => `a directory holds the impossible name ${JSON.stringify(name)}`,
  'link-leads-nowhere': (path: string) => `${path}: a symbolic link leads nowhere`,
  'links-never-end': () => 'its links never end',
  'too-many-links': (most: number) => `more than ${most} symbolic links`,
  'too-many-entries': (most: number) => `more than ${most} entries`,
  'more-than-read': (bytes: number, most: number) => `${bytes} bytes, more than the ${most} that are read`,
  ...linuxVolumeDamage,
  ...windowsVolumeDamage,
  ...packedDamage,
} satisfies Partial<Sentences<typeof damageCodes>>;
