/** The images room: what the account has in a region, and what can be made of it. */
import { say } from '../../../contract/said.ts';
import type { CopyFate, ImageView } from '../../../contract/images.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { newClientToken } from '../base/ids.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { ImageEntry } from '../cloud/image-library.ts';

export const imageViewOf = ({ check, snapshotIds: _, tags, dataDisksGiB, ...entry }: ImageEntry): ImageView => ({
  ...entry,
  tags: [...tags],
  dataDisksGiB: [...dataDisksGiB],
  check: check?.at ?? 'none',
  ...(check?.at === 'finished' ? { checkItems: [...check.items] } : {}),
});

/** One region after the other, so that a rate limit does not stop them all; a refusal concerns its region only. */
export async function copyToRegions(
  cloud: Cloud,
  wish: {
    readonly region: string;
    readonly imageId: string;
    readonly to: readonly { readonly region: string; readonly name: string }[];
  },
  signal: AbortSignal,
): Promise<CopyFate[]> {
  const library = cloud.library(wish.region);
  const fates: CopyFate[] = [];
  for (const { region, name } of wish.to) {
    try {
      const copy = { imageId: wish.imageId, toRegion: region, name, clientToken: newClientToken() };
      fates.push({ region, ...(await library.copy(copy, signal)) });
    } catch (error) {
      signal.throwIfAborted();
      fates.push({ region, failure: Failure.from(error).view() });
    }
  }
  return fates;
}

/** ECS: an image can be shared with fifty accounts. */
const mostShares = 50;

/** Changes nothing when it would become too many: the service would stop half way. */
export async function changeShares(
  cloud: Cloud,
  wish: {
    readonly region: string;
    readonly imageId: string;
    readonly add: readonly string[];
    readonly remove: readonly string[];
  },
  signal: AbortSignal,
): Promise<string[]> {
  const library = cloud.library(wish.region);
  const now = new Set(await library.shares(wish.imageId, signal));
  const remove = wish.remove.filter((account) => now.has(account));
  const add = [...new Set(wish.add)].filter((account) => !now.has(account));
  const then = now.size - remove.length + add.length;
  if (then > mostShares) throw new Failure('asked.input-invalid', { problems: say('too-many-shares', mostShares) });
  await library.changeShares(wish.imageId, { add, remove }, signal);
  return library.shares(wish.imageId, signal);
}

/** Only with its name, so that no click on the wrong row deletes an image. */
export async function deleteImage(
  cloud: Cloud,
  wish: { readonly region: string; readonly imageId: string; readonly name: string },
  signal: AbortSignal,
): Promise<void> {
  const images = cloud.images(wish.region);
  const image = await images.image(wish.imageId, signal);
  if (image === undefined) return;
  if (image.name !== wish.name) throw new Failure('asked.wrong-use', { reason: say('name-differs') });
  await images.removeImage(wish.imageId, signal);
}
