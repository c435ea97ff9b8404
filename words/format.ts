/** How sizes, durations, times and shares are written for people: binary units by their own names, rounding that never flatters. */

/** What a language adds to what `Intl` knows. */
export interface FormatWords {
  /** Days, hours, minutes and seconds, as they stand behind a number. */
  readonly units: readonly [string, string, string, string];
  readonly underASecond: string;
  readonly justNow: string;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Whole percent, rounded down so that 100 % is only ever said of something finished. Undefined while the total is not known. */
export function percentOf(done: number, total: number): number | undefined {
  if (!(total > 0)) return undefined;
  return Math.min(100, Math.max(0, Math.floor((done / total) * 100)));
}

/** Filled up with spaces to `columns` of a terminal, where a Chinese character takes two. */
export function formatColumn(text: string, columns: number): string {
  const wide = text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/g);
  return text + ' '.repeat(Math.max(0, columns - text.length - (wide?.length ?? 0)));
}

/** The ways of writing of one language; `tag` is its name for `Intl`, as in `zh-CN`. */
export function formatIn(tag: string, words: FormatWords) {
  const count = (number: number): string => new Intl.NumberFormat(tag).format(number);

  /** `1.5 GiB`: three significant digits, always with the unit that was divided by. */
  function bytes(size: number): string {
    let value = size;
    let unit = 0;
    // 1023.5 would be rounded up to "1,024 MiB".
    while (value >= 1023.5 && unit < units.length - 1) {
      value /= 1024;
      unit += 1;
    }
    const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return `${new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value)} ${units[unit]}`;
  }

  /** `2 min 5 s`: the two largest units, whole seconds. */
  function duration(ms: number): string {
    const seconds = Math.max(0, Math.round(ms / 1000));
    const [day, hour, minute, second] = words.units;
    const parts: [number, string][] = [
      [Math.floor(seconds / 86_400), day],
      [Math.floor(seconds / 3600) % 24, hour],
      [Math.floor(seconds / 60) % 60, minute],
      [seconds % 60, second],
    ];
    const first = parts.findIndex(([number]) => number > 0);
    if (first < 0) return ms > 0 ? words.underASecond : `0 ${second}`;
    return parts
      .slice(first, first + 2)
      .filter(([number]) => number > 0)
      .map(([number, unit]) => `${count(number)} ${unit}`)
      .join(' ');
  }

  /** The time of day when it was today, otherwise with its date; in this machine's time zone. */
  function time(iso: string, nowMs: number): string {
    const when = new Date(iso);
    const sameDay = when.toDateString() === new Date(nowMs).toDateString();
    return new Intl.DateTimeFormat(tag, {
      ...(sameDay ? {} : { dateStyle: 'medium' }),
      timeStyle: sameDay ? 'medium' : 'short',
    }).format(when);
  }

  /** `5 minutes ago`; `now` for less than a minute. */
  function ago(iso: string, nowMs: number): string {
    const seconds = Math.max(0, (nowMs - Date.parse(iso)) / 1000);
    const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
    if (seconds < 60) return words.justNow;
    if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
    if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour');
    return relative.format(-Math.floor(seconds / 86_400), 'day');
  }

  return {
    count,
    bytes,
    /** `12.5 MiB/s`. */
    rate: (bytesPerSecond: number): string => `${bytes(bytesPerSecond)}/s`,
    duration,
    /** `42%`, in the language's own spelling. */
    percent: (percent: number): string =>
      new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100),
    time,
    ago,
  };
}
