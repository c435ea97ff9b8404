/** Mounts the page in one state of the gallery: a fake core behind it, and what a person does next. */
import { useEffect, useState, type ReactNode } from 'react';
import type { Settings } from '../../contract/settings.ts';
import { fakeCore } from '../bridge/core.double.ts';
import { Page } from '../page/page.tsx';
import { createPageState, type PageState } from '../state/page-state.ts';
import { Providers } from '../theme/theme.tsx';
import { useWords } from '../words/use-words.ts';
import { handWith, type Hand } from './hand.ts';
import { never, type State } from './state.ts';

export interface ShownState {
  /** For changing theme and language of what is shown. */
  readonly page: PageState;
  readonly node: ReactNode;
  /** Resolves when everything is done that leads to this state. */
  readonly ready: Promise<void>;
}

/** A link that is lost stays lost. */
export function showState(state: State, wish: Settings): ShownState {
  const core = fakeCore({ 'settings.get': async () => wish, ...state.answers }, state.migrations);
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}#/${state.at}`);
  const page = createPageState(core.open, never);
  page.settings.setState(wish, true);
  void page.run();
  let done = (_: Promise<void>): void => undefined;
  const ready = new Promise<void>((resolve) => (done = resolve));
  const act = async (hand: Hand): Promise<void> => state.then?.(hand, core);
  const node = (
    <Providers page={page} nonce="">
      {state.draw === undefined ? <Page /> : state.draw()}
      <Actor act={(hand) => done(act(hand))} />
    </Providers>
  );
  return { page, node, ready };
}

/** Acts once, with the words of the language it began in. */
function Actor({ act }: { act(hand: Hand): void }): ReactNode {
  const words = useWords();
  const [hand] = useState(() => handWith(words));
  const [once] = useState(() => act);
  useEffect(() => once(hand), [once, hand]);
  return null;
}
