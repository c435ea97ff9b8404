/** The gallery: every state mounts in both languages with nothing missing, and no place of the page is left out. */
import { act, cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { completeJsdom } from '../page/page.double.tsx';
import { imageParts, type ImagesView } from '../state/images-route.ts';
import { learnTopics, routeOf, steps, type Route } from '../state/route.ts';
import { screens } from './screens.ts';
import { showState } from './show-state.tsx';

const states = Object.entries(screens).flatMap(([screen, its]) =>
  Object.entries(its).map(([name, state]) => ({ name: `${screen} ${name}`, state })),
);
/** Words that stand where a text or a number is missing. */
const missing = /undefined|\[object |NaN|not served here/;

beforeEach(completeJsdom);
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it.each(states)('$name', async ({ state }) => {
  const complaints = vi.spyOn(console, 'error');
  const { page, node, ready } = showState(state, { theme: 'light', language: 'en' });
  render(node);
  const outcome: (Error | undefined)[] = [];
  ready.then(
    () => outcome.push(undefined),
    (error: Error) => outcome.push(error),
  );
  await waitFor(() => expect(outcome).toEqual([undefined]), { timeout: 10_000 });
  await waitFor(() => expect(document.body.textContent).not.toBe(''));
  expect(document.body.textContent).not.toMatch(missing);
  act(() => page.settings.setState({ theme: 'dark', language: 'zh' }));
  await waitFor(() => expect(document.documentElement.lang).toBe('zh-CN'));
  expect(document.body.textContent).not.toMatch(missing);
  expect(document.body.textContent).toMatch(/\p{Script=Han}/u);
  expect(complaints).not.toHaveBeenCalled();
});

it('shows every room, every step and every part of them', () => {
  const shown = states.map(({ state }) => routeOf(`#/${state.at}`));
  const rooms: Record<Route['at'], true> = {
    migrations: true,
    accounts: true,
    settings: true,
    images: true,
    'server-migration': true,
    learn: true,
    wizard: true,
  };
  expect(new Set(shown.map(({ at }) => at))).toEqual(new Set(Object.keys(rooms)));
  const views: Record<ImagesView['show'], true> = {
    own: true,
    shared: true,
    create: true,
    moves: true,
    'new-move': true,
    image: true,
    move: true,
  };
  const seen = shown.flatMap((route): (string | undefined)[] =>
    route.at === 'wizard'
      ? [route.step]
      : route.at === 'learn'
        ? [route.topic]
        : route.at === 'images' && route.view !== undefined
          ? [route.view.show, route.view.show === 'image' ? route.view.part : undefined]
          : [],
  );
  for (const part of [...steps, ...learnTopics, ...imageParts, ...Object.keys(views)]) expect(seen).toContain(part);
});
