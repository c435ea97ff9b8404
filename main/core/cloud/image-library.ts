/** What core asks of custom images once they are there: lists, copies, shares, and making them of instances and snapshots. */
import type { ImageFacts } from './cloud.ts';

/** An image as the list of a region shows it. */
export interface ImageEntry extends ImageFacts {
  readonly description: string;
  readonly created: string;
  readonly osType: string;
  readonly platform: string;
  readonly architecture: string;
  readonly bootMode: string;
  /** Of the system disk. */
  readonly sizeGiB: number;
  /** Of each data disk it brings along. */
  readonly dataDisksGiB: readonly number[];
  /** The account it belongs to. */
  readonly ownerId: string;
  readonly copied: boolean;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** An image made of what runs or ran here already. */
export type ImageSource =
  | { readonly kind: 'instance'; readonly instanceId: string }
  /** One must be of a system disk. */
  | { readonly kind: 'snapshots'; readonly snapshotIds: readonly string[] };

export interface ImageLibrary {
  /** All pages, the newest first, in any state. `others`: images other accounts share with us. */
  list(whose: 'self' | 'others', signal?: AbortSignal): Promise<ImageEntry[]>;
  /** Starts a copy into another region (or, of a shared image, into our account); answers the new image's id there. */
  copy(
    wish: { imageId: string; toRegion: string; name: string; clientToken: string },
    signal?: AbortSignal,
  ): Promise<{ imageId: string }>;
  /** Asked in the region copied to. Resolves when the copy is over already. */
  cancelCopy(imageId: string, signal?: AbortSignal): Promise<void>;
  /** The accounts it is shared with. */
  shares(imageId: string, signal?: AbortSignal): Promise<string[]>;
  /** However many: asked in as many calls as the service needs. */
  changeShares(
    imageId: string,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
    signal?: AbortSignal,
  ): Promise<void>;
  create(
    wish: { name: string; source: ImageSource; check: boolean; clientToken: string },
    signal?: AbortSignal,
  ): Promise<{ imageId: string }>;
}
