/** Where in the Images room one is: an account and a region first, then a list, an image or a move. */
import { moveId } from '../../contract/moves.ts';
import { regionId } from '../../contract/plan.ts';

export interface Place {
  account: string;
  region: string;
}
export const imageParts = ['about', 'check', 'trial', 'copy', 'share'] as const;
export type ImagePart = (typeof imageParts)[number];
export type ImagesView =
  | { show: 'own' | 'shared' | 'create' | 'moves' | 'new-move' }
  | { show: 'image'; id: string; part: ImagePart }
  | { show: 'move'; id: string };
export interface ImagesRoute {
  at: 'images';
  /** Undefined: wherever one was last. */
  place?: Place;
  view?: ImagesView;
}

/** The parts of the address after the room's name. */
export function imagesAddress({ place, view = { show: 'own' } }: ImagesRoute): string[] {
  if (place === undefined) return [];
  const rest =
    view.show === 'image' ? ['image', view.id, view.part] : view.show === 'move' ? ['move', view.id] : [view.show];
  return [place.account, place.region, ...rest].map(encodeURIComponent);
}

/** Anything unknown leads to the list of own images. */
export function imagesRouteOf(parts: readonly string[]): ImagesRoute {
  const [account, region, show, id = '', part] = parts.map(decoded);
  if (account === undefined || account === '' || !regionId.safeParse(region).success || region === undefined)
    return { at: 'images' };
  return { at: 'images', place: { account, region }, view: viewOf(show, id, part) };
}

function viewOf(show: string | undefined, id: string, part: string | undefined): ImagesView {
  if (show === 'image' && id !== '') return { show, id, part: imageParts.find((one) => one === part) ?? 'about' };
  if (show === 'move' && moveId.safeParse(id).success) return { show, id };
  const list = (['own', 'shared', 'create', 'moves', 'new-move'] as const).find((one) => one === show);
  return { show: list ?? 'own' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return ''; // a damaged address leads to the list
  }
}
