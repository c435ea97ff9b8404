/** Removes from a text what others must not see: secrets always, and on request the names and paths of a site. */
import { redact } from '../base/redact.ts';

const mark = '•••';

/** What a key or its neighbours look like, wherever it stands. */
const secretTexts: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, mark],
  [/([a-z][a-z0-9+.-]*:\/\/)[^/\s@"']*@/gi, `$1${mark}@`],
  [/(authorization["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, `$1${mark}`],
  [
    /((?:secret|password|passwd|passphrase|pwd|api[-_ ]?key|(?<!client)token)\w*["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi,
    `$1${mark}`,
  ],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9+/=._-]{8,}/g, `$1 ${mark}`],
  [/\b(LTAI|STS\.|TMP\.)[A-Za-z0-9]{6,}/g, `$1${mark}`],
];
/** Fields whose whole value is a secret, whatever it looks like. ECS's client token only makes a request unique. */
const secretField = /(secret|password|passphrase|token|credential|authorization|privatekey)/i;
const notSecretField = /^clientToken$/;
/** Fields whose value is a name of this site. */
const placeField =
  /^(path|file|folder|dataFolder|stagingFolder|caFile|digestPath|bucket|key|object|account|host|hostname|publicIp|privateIp|user|except)$/i;

/** Words that identify no one. */
const everybodys = /^(root|admin|administrator|user|localhost|127\.0\.0\.1|practice|environment)$/i;

/** Replaces a name by the same stand-in each time, so that a reader can still follow what belongs together. */
export interface Names {
  /** From now on this is one. */
  learn(name: string): void;
  hide(text: string): string;
}

export function newNames(): Names {
  const standIns = new Map<string, string>();
  const standIn = (name: string): string => {
    const known = standIns.get(name);
    if (known !== undefined) return known;
    const ending = /\.[a-z][a-z0-9]{1,4}$/i.exec(name)?.[0] ?? '';
    const made = `‹${standIns.size + 1}›${ending}`;
    standIns.set(name, made);
    return made;
  };
  return {
    learn: (name) => void (name.length > 1 && !everybodys.test(name) && standIn(name)),
    hide(text) {
      const whole = standIns.get(text);
      if (whole !== undefined) return whole;
      let hidden = text;
      // long ones first: a path before the folder it begins with
      for (const name of [...standIns.keys()].sort((a, b) => b.length - a.length))
        hidden = hidden.replace(asWord(name), () => standIn(name));
      return hidden
        .replace(/[A-Za-z]:\\[^\s"'<>|,;]+|\\\\[^\s"'<>|,;]+/g, standIn)
        .replace(/(?<![\w:/.›])\/(?:[^\s"'<>|:;,/]+\/)+[^\s"'<>|:;,/]*/g, standIn)
        .replace(/\b(?!127\.0\.0\.1\b)\d{1,3}(?:\.\d{1,3}){3}\b/g, standIn)
        .replace(/(?<=:\/\/)(?!127\.0\.0\.1|‹)[^/\s"':]+/g, standIn);
    },
  };
}

/** Standing by itself: a machine called `vm` is not in every `vmdk`. */
const asWord = (name: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu');

export function maskText(text: string, names: Names | undefined): string {
  let safe = redact(text);
  for (const [pattern, instead] of secretTexts) safe = safe.replace(pattern, instead);
  return names === undefined ? safe : names.hide(safe);
}

/** The same for a value of JSON, where the field's name tells what its value is. */
export function maskValue(value: unknown, names: Names | undefined, field = ''): unknown {
  if (secretField.test(field) && !notSecretField.test(field) && isPlain(value)) return mark;
  if (typeof value === 'string') return maskText(value, names);
  if (Array.isArray(value)) return value.map((one) => maskValue(one, names, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [maskText(key, names), maskValue(one, names, key)]),
  );
}

/** Learns every name that stands in a field for names. */
export function learnNames(value: unknown, names: Names, field = ''): void {
  if (typeof value === 'string' && placeField.test(field)) names.learn(value);
  if (Array.isArray(value)) for (const one of value) learnNames(one, names, field);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) learnNames(one, names, key);
}

const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
