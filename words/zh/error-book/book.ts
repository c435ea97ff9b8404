/** The whole error book in Chinese. */
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
  account: '账号、密钥与权限',
  role: 'ECS 读取所用的角色',
  form: '导入表单',
  import: '对象与导入',
  storage: '对象存储（OSS）',
  images: '镜像、复制与共享',
  passing: '会自行恢复的情况',
};
