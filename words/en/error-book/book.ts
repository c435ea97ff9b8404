/** The whole error book in English; a code without sentences does not compile. */
import type { BookedCode, BookEntry, ErrorChapter } from '../../../contract/error-book.ts';
import { accountBook, formBook, roleBook } from './ecs.ts';
import { importBook } from './import.ts';
import { imagesBook, passingBook, storageBook } from './oss.ts';

export const errorBook: { readonly [C in BookedCode]: BookEntry } = {
  ...accountBook,
  ...roleBook,
  ...formBook,
  ...importBook,
  ...storageBook,
  ...imagesBook,
  ...passingBook,
};

export const chapter: { readonly [C in ErrorChapter]: string } = {
  account: 'Accounts, keys and rights',
  role: 'The role ECS reads with',
  form: 'The import form',
  import: 'The object and the import',
  storage: 'Storage (OSS)',
  images: 'Images, copies and shares',
  passing: 'What passes by itself',
};
