/** Puts a small object into a new world as if another program had written it. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { newCrc64 } from './crc64.ts';
import type { ObjectStore } from './object-store.ts';

const content = Buffer.from('somebody else put this here');

export async function putForeignObject(store: ObjectStore, bucket: string, key: string, now: number): Promise<void> {
  const crc64 = await newCrc64();
  crc64.update(content);
  const file = store.incoming();
  writeFileSync(file, content);
  store.put(
    {
      bucket,
      key,
      bytes: content.length,
      etag: createHash('md5').update(content).digest('hex').toUpperCase(),
      crc64: String(crc64.value()),
      type: 'Normal',
      storageClass: 'Standard',
      headers: {},
      modified: now,
    },
    file,
  );
}
