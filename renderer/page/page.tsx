/** The frame around everything: rail, connection bar, and the room that the address names. */
import { useEffect, useRef, type ReactNode } from 'react';
import { Busy } from '../ui/busy.tsx';
import { useStore } from 'zustand';
import { AccountsPage } from '../accounts/accounts-page.tsx';
import { HandOffPage } from '../hand-off/hand-off-page.tsx';
import { ImagesPage } from '../images/images-page.tsx';
import { LearnPage } from '../learn/learn-page.tsx';
import { MigrationsPage } from '../migrations/migrations-page.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';
import { routeOf, useHash, type Route } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { Announcer } from './announcer.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { Rail } from './rail.tsx';
import { WizardPage } from '../wizard/wizard-page.tsx';
import { useWords } from '../words/use-words.ts';
import './page.css';

export function Page(): ReactNode {
  const words = useWords();
  const state = useStore(usePage().connection.store);
  const hash = useHash();
  const route = routeOf(hash);
  const main = useRef<HTMLElement>(null);
  // A new room is read from its top, by eye and by ear.
  const place = route.at === 'wizard' ? `${route.id}/${route.step ?? ''}` : route.at;
  const before = useRef(place);
  useEffect(() => {
    if (before.current !== place) main.current?.focus();
    before.current = place;
  }, [place]);

  useEffect(keepDrops, []);

  if (state.at === 'refused')
    return (
      <main className="full-page">
        <h1>{words.frame.product}</h1>
        <FailureNotice failure={state.failure} />
      </main>
    );
  if (state.at === 'connecting' || (state.at === 'lost' && state.hello === undefined))
    return (
      <main className="full-page">
        <h1>{words.frame.product}</h1>
        {state.at === 'connecting' ? <Connecting /> : <Lost />}
      </main>
    );
  return (
    <div className="page">
      <Announcer />
      <Rail route={route} />
      <div className="room">
        {state.at === 'lost' && <Lost />}
        <main ref={main} tabIndex={-1}>
          <Room route={route} />
        </main>
      </div>
    </div>
  );
}

/** A file dropped beside the place meant for it must not replace the page. */
function keepDrops(): () => void {
  const keep = (event: Event): void => event.preventDefault();
  window.addEventListener('dragover', keep);
  window.addEventListener('drop', keep);
  return () => {
    window.removeEventListener('dragover', keep);
    window.removeEventListener('drop', keep);
  };
}

function Room({ route }: { route: Route }): ReactNode {
  if (route.at === 'accounts') return <AccountsPage />;
  if (route.at === 'images') return <ImagesPage route={route} />;
  if (route.at === 'settings') return <SettingsPage />;
  if (route.at === 'server-migration') return <HandOffPage id={route.id} />;
  if (route.at === 'wizard') return <WizardPage id={route.id} step={route.step} part={route.part} />;
  if (route.at === 'learn') return <LearnPage topic={route.topic} entry={route.entry} />;
  return <MigrationsPage />;
}

function Connecting(): ReactNode {
  const words = useWords();
  return <Busy>{words.frame.connecting}</Busy>;
}

function Lost(): ReactNode {
  const words = useWords();
  return (
    <Notice tone="mind" title={words.frame.lost}>
      <p>{words.frame.lostLong}</p>
    </Notice>
  );
}
