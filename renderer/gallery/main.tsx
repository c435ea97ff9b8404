/** The gallery's page: one state by its address (`?screen=…&state=…&locale=…&theme=…`), without a screen all to choose from. */
import '../theme/styles.ts';
import { createRoot, type Root } from 'react-dom/client';
import type { Settings } from '../../contract/settings.ts';
import { Chooser } from './chooser.tsx';
import { screens } from './screens.ts';
import { showState, type ShownState } from './show-state.tsx';

const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no place for the gallery');

/** Longer than the pause after which a draft is saved. */
const quietMs = 600;

let root: Root | undefined;
let shown: ShownState | undefined;

const wishIn = (query: URLSearchParams): Settings => ({
  theme: query.get('theme') === 'dark' ? 'dark' : 'light',
  language: query.get('locale') === 'zh' ? 'zh' : 'en',
});

/** Resolves once the state stands. Another language or theme of the same state keeps what is there. */
async function show(search: string): Promise<void> {
  const query = new URLSearchParams(search);
  const before = new URLSearchParams(window.location.search);
  const same = ['screen', 'state'].every((name) => query.get(name) === before.get(name));
  window.history.replaceState(null, '', search + window.location.hash);
  if (same && shown !== undefined) shown.page.settings.setState(wishIn(query), true);
  else {
    root?.unmount();
    root = createRoot(place!);
    const screen = screens[query.get('screen') ?? ''];
    const [first = ''] = Object.keys(screen ?? {});
    const state = screen?.[query.get('state') ?? first];
    shown = state === undefined ? undefined : showState(state, wishIn(query));
    root.render(shown?.node ?? <Chooser screens={screens} />);
  }
  await shown?.ready;
  if (!same) await quiet();
}

/** Resolves when nothing has changed on the page for a while: answers are shown, the draft is saved, pre-flight has answered. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      watch.disconnect();
      resolve();
    };
    let timer = setTimeout(end, quietMs);
    const watch = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(end, quietMs);
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

declare global {
  interface Window {
    /** For scripts that take pictures of all states. */
    gallery: { show(search: string): Promise<void>; states: readonly (readonly [string, string])[] };
  }
}
const states = Object.entries(screens).flatMap(([screen, its]) =>
  Object.keys(its).map((state) => [screen, state] as const),
);
window.gallery = { show, states };
await show(window.location.search);
