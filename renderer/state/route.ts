/** Where in the page one is, kept in the address so that a reload finds it again. */
import { useSyncExternalStore } from 'react';
import { imagesAddress, imagesRouteOf, type ImagesRoute } from './images-route.ts';
import { migrationId } from '../../contract/migrations.ts';

export const steps = ['assess', 'prepare', 'disks', 'check', 'target', 'run', 'finish'] as const;
export type Step = (typeof steps)[number];
export const learnTopics = ['steps', 'tools', 'glossary', 'limits', 'practice', 'errors'] as const;
export type LearnTopic = (typeof learnTopics)[number];
export type Route =
  | { at: 'migrations' }
  | { at: 'accounts' }
  | { at: 'settings' }
  | ImagesRoute
  /** The way out of image migration; `id`: of which migration's server. */
  | { at: 'server-migration'; id: string | undefined }
  /** `entry` is a word of that page to be shown first, e.g. a code of the error book. */
  | { at: 'learn'; topic?: LearnTopic | undefined; entry?: string | undefined }
  /** `part` of a step: an item of the checklist, or one of its sub-pages. */
  | { at: 'wizard'; id: string; step: Step | undefined; part?: string | undefined };

export function hashOf(route: Route): string {
  const parts: readonly (string | undefined)[] =
    route.at === 'wizard'
      ? ['migrations', route.id, route.step, route.part]
      : route.at === 'images'
        ? [route.at, ...imagesAddress(route)]
        : route.at === 'server-migration'
          ? [route.at, route.id]
          : route.at === 'learn'
            ? [route.at, route.topic, route.entry]
            : [route.at];
  return `#/${parts.filter((part) => part !== undefined).join('/')}`;
}

/** Anything unknown leads home. */
export function routeOf(hash: string): Route {
  const [room, id, step, part, ...more] = hash.replace(/^#\//, '').split('/');
  if (room === 'accounts' || room === 'settings') return { at: room };
  if (room === 'images') return imagesRouteOf([id, step, part, ...more].filter((part) => part !== undefined));
  if (room === 'server-migration') return { at: room, id: migrationId.safeParse(id).data };
  if (room === 'migrations' && migrationId.safeParse(id).success && id !== undefined)
    return { at: 'wizard', id, step: steps.find((one) => one === step), part };
  if (room === 'learn') return { at: room, topic: learnTopics.find((one) => one === id), entry: step };
  return { at: 'migrations' };
}

export const go = (route: Route): void => {
  window.location.hash = hashOf(route);
};

const onHash = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};
export const useHash = (): string => useSyncExternalStore(onHash, () => window.location.hash);
