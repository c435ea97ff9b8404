/** How components reach the state: the page's state by context, and slices of its stores. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { MigrationView } from '../../contract/migrations.ts';
import type { Progress } from '../../contract/stages.ts';
import type { PageState } from './page-state.ts';

export const PageContext = createContext<PageState | undefined>(undefined);

export function usePage(): PageState {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('the page is not mounted inside its Providers');
  return page;
}

export const useMigration = (id: string): MigrationView | undefined =>
  useStore(usePage().migrations.store, (state) => state.byId[id]);
export const useProgress = (id: string): Progress | undefined =>
  useStore(usePage().migrations.progress, (state) => state[id]);

/** The current time, updated each second while a component shows it: for ages and waiting times. */
export function useNow(): number {
  return useSyncExternalStore(everySecond, wholeSecondMs);
}
const everySecond = (listener: () => void): (() => void) => {
  const timer = setInterval(listener, 1000);
  return () => clearInterval(timer);
};
const wholeSecondMs = (): number => Math.floor(Date.now() / 1000) * 1000;
