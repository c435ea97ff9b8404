/** Uploads are closed outside the hours that were set, until the next time these hours begin. */
import { expect, it } from 'vitest';
import type { Clock } from '../base/clock.ts';
import { newTransfers } from './transfers.ts';

it('tells until when uploads are closed, and opens as soon as the hours change', () => {
  const noon = new Date(2026, 0, 15, 12, 0).getTime();
  const clock: Clock = { now: () => noon, wait: () => Promise.resolve() };
  const transfers = newTransfers({ clock } as Parameters<typeof newTransfers>[0]);
  expect(transfers.closed()).toBeUndefined();
  transfers.setHours({ from: '20:00', to: '06:00' });
  const until = new Date(2026, 0, 15, 20, 0).toISOString();
  expect(transfers.closed()).toMatchObject({
    code: 'asked.outside-hours',
    facts: { from: '20:00', to: '06:00', until },
  });
  transfers.setHours({ from: '08:00', to: '18:00' });
  expect(transfers.closed()).toBeUndefined();
});
