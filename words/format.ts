/** How sizes, durations, times and shares are written for people: binary units by their own names, rounding that never flatters. */

/** A language the words exist in. */
export const locales = ['en', 'zh'] as const;
export type Locale = (typeof locales)[number];

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** `1.5 GiB`: three significant digits, always with the unit that was divided by. */
export function formatBytes(bytes: number, locale: Locale): string {
  let value = bytes;
  let unit = 0;
  // 1023.5 would be rounded up to "1,024 MiB".
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${units[unit]}`;
}

/** `12.5 MiB/s`. */
export const formatRate = (bytesPerSecond: number, locale: Locale): string =>
  `${formatBytes(bytesPerSecond, locale)}/s`;

const durationUnits: Record<Locale, readonly [string, string, string, string]> = {
  en: ['d', 'h', 'min', 's'],
  zh: ['天', '小时', '分钟', '秒'],
};

const underASecond: Record<Locale, string> = { en: '< 1 s', zh: '不到 1 秒' };

/** `2 min 5 s`: the two largest units, whole seconds. */
export function formatDuration(ms: number, locale: Locale): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [day, hour, minute, second] = durationUnits[locale];
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), day],
    [Math.floor(seconds / 3600) % 24, hour],
    [Math.floor(seconds / 60) % 60, minute],
    [seconds % 60, second],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return ms > 0 ? underASecond[locale] : `0 ${second}`;
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${new Intl.NumberFormat(locale).format(count)} ${unit}`)
    .join(' ');
}

/** Whole percent, rounded down so that 100 % is only ever said of something finished. Undefined while the total is not known. */
export function percentOf(done: number, total: number): number | undefined {
  if (!(total > 0)) return undefined;
  return Math.min(100, Math.max(0, Math.floor((done / total) * 100)));
}

/** `42%`, in the language's own spelling. */
export const formatPercent = (percent: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100);

export const formatCount = (count: number, locale: Locale): string =>
  new Intl.NumberFormat(locale).format(count);

/** The time of day when it was today, otherwise with its date; in this machine's time zone. */
export function formatTime(iso: string, locale: Locale, nowMs: number): string {
  const time = new Date(iso);
  const sameDay = time.toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(sameDay ? {} : { dateStyle: 'medium' }),
    timeStyle: sameDay ? 'medium' : 'short',
  }).format(time);
}

/** Filled up with spaces to `columns` of a terminal, where a Chinese character takes two. */
export function formatColumn(text: string, columns: number): string {
  const wide = text.match(
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/g,
  );
  return text + ' '.repeat(Math.max(0, columns - text.length - (wide?.length ?? 0)));
}

const justNow: Record<Locale, string> = { en: 'now', zh: '刚刚' };

/** `5 minutes ago`; `now` for less than a minute. */
export function formatAgo(iso: string, locale: Locale, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - Date.parse(iso)) / 1000);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (seconds < 60) return justNow[locale];
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour');
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}
