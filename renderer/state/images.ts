/** What the Images room remembers until the page is closed: the last account and region, and the copies started here. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CopyFate } from '../../contract/images.ts';
import type { Place } from './images-route.ts';

/** A copy asked for: refused at once, or an image in its region from then on. */
export interface CopyBegun extends CopyFate {
  readonly name: string;
}

interface ImagesMemory {
  last: Place | undefined;
  /** By account and image copied from. */
  copies: Readonly<Record<string, readonly CopyBegun[]>>;
}

export interface Images {
  store: StoreApi<ImagesMemory>;
  visit(place: Place): void;
  /** The latest for each region counts. */
  noteCopies(of: string, begun: readonly CopyBegun[]): void;
}

export function createImages(): Images {
  const store = createStore<ImagesMemory>(() => ({ last: undefined, copies: {} }));
  return {
    store,
    visit: (last) => store.setState({ last }),
    noteCopies(of, begun) {
      const { copies } = store.getState();
      const again = new Set(begun.map(({ region }) => region));
      const others = (copies[of] ?? []).filter(({ region }) => !again.has(region));
      store.setState({ copies: { ...copies, [of]: [...others, ...begun] } });
    },
  };
}
