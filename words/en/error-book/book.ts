/** The whole error book in English; a code without sentences does not compile. */
import type { BookedCode, BookEntry, ErrorChapter } from '../../../contract/error-book.ts';
import { accountBookEn, formBookEn, roleBookEn } from './ecs.ts';
import { importBookEn } from './import.ts';
import { imagesBookEn, passingBookEn, storageBookEn } from './oss.ts';

export const errorBookEn: { readonly [C in BookedCode]: BookEntry } = {
  ...accountBookEn,
  ...roleBookEn,
  ...formBookEn,
  ...importBookEn,
  ...storageBookEn,
  ...imagesBookEn,
  ...passingBookEn,
};

export const chapterEn: { readonly [C in ErrorChapter]: string } = {
  account: 'Accounts, keys and rights',
  role: 'The role ECS reads with',
  form: 'The import form',
  import: 'The object and the import',
  storage: 'Storage (OSS)',
  images: 'Images, copies and shares',
  passing: 'What passes by itself',
};
