/** The left rail: the rooms, and at its foot the account in use. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { hashOf, type Route } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useWords } from '../words/use-words.ts';
import { Mark } from '../ui/mark.tsx';

const rooms = ['migrations', 'images', 'accounts', 'learn', 'settings'] as const;

export function Rail({ route }: { route: Route }): ReactNode {
  const words = useWords();
  return (
    <nav className="rail" aria-label={words.frame.rail}>
      <div className="rail-product">{words.frame.product}</div>
      <ul>
        {rooms.map((room) => {
          const here = route.at === room || (room === 'migrations' && route.at === 'wizard');
          return (
            <li key={room}>
              <a href={hashOf({ at: room })} {...(here ? { 'aria-current': 'page' as const } : {})}>
                {words.frame[room]}
              </a>
            </li>
          );
        })}
      </ul>
      <AccountInUse route={route} />
    </nav>
  );
}

/** That of the migration one is looking at, otherwise the one a new migration would begin with. */
function AccountInUse({ route }: { route: Route }): ReactNode {
  const words = useWords();
  const page = usePage();
  const list = useStore(page.accounts, (state) => state.list);
  const open = useStore(page.migrations.store, (state) => (route.at === 'wizard' ? state.byId[route.id] : undefined));
  const first = list?.find((one) => one.kind === 'practice') ?? list?.[0];
  const chosen = route.at === 'images' ? route.place?.account : open?.draft?.target.account;
  const account = chosen === undefined ? first : list?.find((one) => one.name === chosen);
  const isPractice = open?.practice === true || account?.kind === 'practice';
  return (
    <div className="rail-foot">
      <div className="quiet">{words.frame.accountInUse}</div>
      {isPractice ? (
        <Mark tone="practice" title={words.frame.practiceMeans}>
          {words.frame.practice}
        </Mark>
      ) : (
        <div className="rail-account">{chosen ?? account?.name ?? words.frame.noAccount}</div>
      )}
    </div>
  );
}
