/** Where in the page one is, kept in the address so that a reload finds it again. */
import { useSyncExternalStore } from 'react';
import { migrationId } from '../../contract/views.ts';

export const steps = ['disks', 'target', 'run', 'finish'] as const;
export type Step = (typeof steps)[number];
export type Route =
  | { at: 'migrations' }
  | { at: 'accounts' }
  | { at: 'settings' }
  /** The way out of image migration; `id`: of which migration's server. */
  | { at: 'server-migration'; id: string | undefined }
  | { at: 'wizard'; id: string; step: Step | undefined };

export function hashOf(route: Route): string {
  const parts: readonly (string | undefined)[] =
    route.at === 'wizard'
      ? ['migrations', route.id, route.step]
      : route.at === 'server-migration'
        ? [route.at, route.id]
        : [route.at];
  return `#/${parts.filter((part) => part !== undefined).join('/')}`;
}

/** Anything unknown leads home. */
export function routeOf(hash: string): Route {
  const [room, id, step] = hash.replace(/^#\//, '').split('/');
  if (room === 'accounts' || room === 'settings') return { at: room };
  if (room === 'server-migration') return { at: room, id: migrationId.safeParse(id).data };
  if (room === 'migrations' && migrationId.safeParse(id).success && id !== undefined)
    return { at: 'wizard', id, step: steps.find((one) => one === step) };
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
