/** English names of volumes. Regions go by the name that the cloud gives them. */
import { placeText } from '../place-text.ts';

/** A volume, a path, or a path on a volume. */
export const place = (text: string): string =>
  placeText(
    text,
    ({ disk, partition, path }) =>
      `disk ${disk}${partition === undefined ? '' : ` partition ${partition}`}${path === undefined ? '' : `: ${path}`}`,
  );

/** A name that stands in place of the cloud's own. */
export const region = (_id: string): string | undefined => undefined;
