/** How core names a disk and its partitions, and how such a name is read again to be shown in another language. */

/** e.g. `disk 1 partition 2`; counted from 1. A logical volume goes by its own name, e.g. `centos/root`. */
export const volumeName = (disk: number, partition?: number): string =>
  partition === undefined ? `disk ${disk}` : `disk ${disk} partition ${partition}`;

export interface Place {
  readonly disk: string;
  readonly partition: string | undefined;
  /** The path on it. */
  readonly path: string | undefined;
}

const named = /^disk (\d+)(?: partition (\d+))?(?:: (.*))?$/s;

/** A volume, or a path on one (`disk 1 partition 2: /EFI`); undefined when it is anything else. */
export function readPlace(text: string): Place | undefined {
  const [found, disk = '', partition, path] = named.exec(text) ?? [];
  return found === undefined ? undefined : { disk, partition, path };
}
