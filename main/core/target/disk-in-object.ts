/** What an object that is in OSS already holds, by its first and last bytes. The rest is not fetched, so its tables stay unread. */
import { basename } from 'node:path/posix';
import type { FoundObject } from '../../../contract/target.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { targetFormat } from '../../../contract/plan.ts';
import type { ObjectStore } from '../cloud/cloud.ts';
import { raw } from '../disk/formats/raw.ts';
import { sniff } from '../disk/sniff.ts';
import type { SourceFile } from '../disk/source-file.ts';

const headBytes = 65_536;
const tailBytes = 512;

/**
 * Undefined where it may be seen but not read: no right to, or a storage class that has to be restored first.
 * Fails with `source.*` as the disk of a file does.
 */
export async function diskInObject(
  store: ObjectStore,
  { bucket, key, bytes }: Pick<FoundObject, 'bucket' | 'key' | 'bytes'>,
  signal: AbortSignal,
): Promise<FoundObject['disk']> {
  const path = `oss://${bucket}/${key}`;
  if (bytes === 0) throw new Failure('source.empty', { file: path });
  try {
    const fetched = async (offset: number, length: number) => ({
      offset,
      held: await store.read(key, offset, length, signal),
    });
    const head = await fetched(0, Math.min(headBytes, bytes));
    const tail = await fetched(Math.max(0, bytes - tailBytes), Math.min(tailBytes, bytes));
    return await headersOf({
      path,
      name: basename(key),
      bytes,
      async read(at, length) {
        const holds = ({ offset, held }: typeof head): boolean =>
          at >= offset && at + length <= offset + held.byteLength;
        const { offset, held } = [head, tail].find(holds) ?? (await fetched(at, length));
        return held.subarray(at - offset, at - offset + length);
      },
    });
  } catch (error) {
    if (error instanceof Failure && !error.view().code.startsWith('source.')) return undefined;
    throw error;
  }
}

async function headersOf(file: SourceFile): Promise<NonNullable<FoundObject['disk']>> {
  const content = await sniff(file);
  if (content.kind === 'package') {
    const looksLike = content.package.toUpperCase();
    throw new Failure('source.not-a-disk', { file: file.path, looksLike });
  }
  const format = content.kind === 'plain' ? raw : content.format;
  // of what ECS does not import, the name is enough
  const imported = targetFormat.safeParse(format.name).success;
  const layout = imported ? await format.read(file, { known: {}, headersOnly: true }) : undefined;
  return {
    format: format.name,
    ...(layout === undefined ? {} : { virtualSizeBytes: layout.virtualSizeBytes }),
  };
}
