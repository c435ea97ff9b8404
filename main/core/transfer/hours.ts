/** Whether it is a time at which uploads may run, by this machine's clock and the person's wish. */
import type { TransferHours } from '../../../contract/network.ts';

const dayMinutes = 24 * 60;

/** When the hours begin next, in milliseconds since the epoch; undefined while they last. */
export function closedUntil(hours: TransferHours | undefined, nowMs: number): number | undefined {
  if (hours === undefined) return undefined;
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  const now = new Date(nowMs);
  const minute = now.getHours() * 60 + now.getMinutes();
  const length = (to - from + dayMinutes) % dayMinutes || dayMinutes;
  if ((minute - from + dayMinutes) % dayMinutes < length) return undefined;
  const opens = new Date(nowMs);
  opens.setHours(Math.floor(from / 60), from % 60, 0, 0);
  // by the calendar, not by adding 24 hours: clocks are changed twice a year
  if (opens.getTime() <= nowMs) opens.setDate(opens.getDate() + 1);
  return opens.getTime();
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
