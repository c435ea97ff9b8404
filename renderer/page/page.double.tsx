/** Mounts the whole page over a fake core, as main.tsx does over the real one. */
import { render } from '@testing-library/react';
import { Page } from './page.tsx';
import { createPageState, type PageState } from '../state/page-state.ts';
import { Providers } from '../theme/theme.tsx';
import type { FakeCore } from '../bridge/core.double.ts';

/** What jsdom lacks of a browser. */
export function completeJsdom(): void {
  window.matchMedia ??= (media) =>
    ({ media, matches: false, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
  Element.prototype.scrollIntoView ??= () => undefined;
  const dialog = HTMLDialogElement.prototype;
  dialog.showModal ??= function show(this: HTMLDialogElement) {
    this.open = true;
  };
  dialog.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
}

/** Connects again without delay. */
export function show(core: FakeCore, hash = '#/migrations'): PageState {
  completeJsdom();
  window.location.hash = hash;
  const page = createPageState(core.open, () => Promise.resolve());
  void page.run();
  render(
    <Providers page={page} nonce="">
      <Page />
    </Providers>,
  );
  return page;
}
