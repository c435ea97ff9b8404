/** Records every multipart upload this program began, so that abandoned ones are recognised after their migration is deleted. */
import { appendFile, readFile } from 'node:fs/promises';
import { ossEndpoint } from '../../../contract/network.ts';
import { z } from '../../../contract/schema.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { recordsIn } from '../base/record-file.ts';

const begun = z.strictObject({
  account: z.string(),
  region: z.string(),
  bucket: z.string(),
  key: z.string(),
  uploadId: z.string(),
  /** By which it was begun; absent for the public one. */
  endpoint: ossEndpoint.optional(),
});
export type BegunUpload = z.infer<typeof begun>;

export interface BegunUploads {
  note(upload: BegunUpload): Promise<void>;
  list(): Promise<BegunUpload[]>;
  /** Those that no longer exist. */
  forget(uploadIds: ReadonlySet<string>): Promise<void>;
}

/** One line each; a torn line is skipped. */
export function begunUploads(path: string): BegunUploads {
  const list = async (): Promise<BegunUpload[]> => {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    return recordsIn(text, begun);
  };
  return {
    note: (upload) => appendFile(path, `\n${JSON.stringify(upload)}`, { mode: 0o600 }),
    list,
    async forget(uploadIds) {
      const kept = (await list()).filter(({ uploadId }) => !uploadIds.has(uploadId));
      await writeFileAtomic(path, kept.map((one) => `${JSON.stringify(one)}\n`).join(''));
    },
  };
}
