/** Parses the text in which LVM2 keeps its volume groups: sections, numbers, strings and lists, within bounds. */
import type { Damage } from '../../../../contract/said.ts';
import { GuestCorrupt } from '../damage.ts';

export type LvmValue = string | number | readonly LvmValue[] | LvmSection;
export interface LvmSection {
  readonly [name: string]: LvmValue;
}

/** Groups, volumes and segments make five levels; tags and lists none. */
const deepest = 10;
/** Hundreds of volumes with a segment for each of thousands of moves. */
const mostTokens = 1_000_000;

/** Fails with `damaged`. */
export function parseMetadata(text: string): LvmSection {
  const tokens = read(text);
  let at = 0;
  const next = (): string => {
    const found = tokens[at++];
    if (found === undefined) throw damaged('ends-early');
    return found;
  };

  const value = (depth: number): LvmValue => {
    if (depth > deepest) throw damaged('lists-too-deep');
    const first = next();
    if (first !== '[') return scalar(first);
    const items: LvmValue[] = [];
    while (tokens[at] !== ']') {
      items.push(value(depth + 1));
      if (tokens[at] === ',') at++;
      else if (tokens[at] !== ']') throw damaged('list-without-end');
    }
    at++;
    return items;
  };

  const section = (depth: number): LvmSection => {
    if (depth > deepest) throw damaged('sections-too-deep');
    // no prototype: names come from the disk
    const fields = Object.create(null) as Record<string, LvmValue>;
    while (at < tokens.length && tokens[at] !== '}') {
      const name = next();
      const mark = next();
      if (mark === '=') fields[name] = value(depth);
      else if (mark === '{') {
        fields[name] = section(depth + 1);
        if (next() !== '}') throw damaged('section-without-end');
      } else throw damaged('value-expected', mark);
    }
    return fields;
  };

  const whole = section(0);
  if (at < tokens.length) throw damaged('section-never-began');
  return whole;
}

const marks = '{}[]=,';
const blank = /\s/;

/** Character by character: an expression for all of it could be made to try for ever. */
function read(text: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    const first = text.charAt(at);
    if (blank.test(first)) at++;
    else if (first === '#') at = endOf(text, at, (letter) => letter === '\n');
    else {
      const end =
        first === '"'
          ? endOfString(text, at)
          : marks.includes(first)
            ? at + 1
            : endOf(
                text,
                at + 1,
                (letter) => blank.test(letter) || letter === '"' || letter === '#' || marks.includes(letter),
              );
      tokens.push(text.slice(at, end));
      at = end;
      if (tokens.length > mostTokens) throw damaged('longer-than-real');
    }
  }
  return tokens;
}

function endOf(text: string, from: number, ends: (letter: string) => boolean): number {
  let at = from;
  while (at < text.length && !ends(text.charAt(at))) at++;
  return at;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === '"') return at + 1;
  }
  throw damaged('text-without-end');
}

function scalar(text: string): LvmValue {
  if (text.startsWith('"')) return text.slice(1, -1).replace(/\\(.)/g, '$1');
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw damaged('value-expected', text.slice(0, 40));
}

const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt('lvm metadata', ...what);

const isSection = (value: LvmValue | undefined): value is LvmSection =>
  typeof value === 'object' && !Array.isArray(value);

/** The sections within `section.name`, by name. */
export function sectionsIn(section: LvmSection, name: string): [string, LvmSection][] {
  const within = section[name];
  if (!isSection(within)) return [];
  return Object.entries(within).filter((entry): entry is [string, LvmSection] => isSection(entry[1]));
}

/** A whole number that is not negative. Fails with `damaged`. */
export function numberOf(section: LvmSection, name: string): number {
  const found = section[name];
  if (typeof found === 'number' && Number.isSafeInteger(found) && found >= 0) return found;
  throw damaged('no-number', name);
}

/** Empty when there is none. */
export function idOf(section: LvmSection): string {
  const found = section['id'];
  return typeof found === 'string' ? found : '';
}

/** Fails with `damaged`. */
export function textOf(section: LvmSection, name: string): string {
  const found = section[name];
  if (typeof found === 'string') return found;
  throw damaged('no-text', name);
}

/** Empty when there is none. */
export function listOf(section: LvmSection, name: string): readonly LvmValue[] {
  const found = section[name];
  return Array.isArray(found) ? (found as readonly LvmValue[]) : [];
}
