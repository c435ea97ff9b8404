/** Files of `[section]` and `key=value`, as systemd and NetworkManager have them. */

export interface Section {
  readonly name: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

const mostLines = 5_000;

/** Sections in their order, one of a name as often as it stands there; what is no such line is left out. */
export function readSections(text: string): Section[] {
  const sections: { name: string; values: Map<string, string[]> }[] = [];
  for (const line of text.split('\n', mostLines)) {
    const head = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
    if (head !== undefined) {
      sections.push({ name: head, values: new Map() });
      continue;
    }
    const [, key, value = ''] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const last = sections.at(-1);
    if (key !== undefined && last) last.values.set(key, [...(last.values.get(key) ?? []), value]);
  }
  return sections;
}

/** All values of the key in sections of the name; an empty one takes back those before it, as systemd does. */
export function valuesOf(sections: readonly Section[], section: string, key: string): string[] {
  const all = sections.filter(({ name }) => name === section).flatMap(({ values }) => values.get(key) ?? []);
  return all.slice(all.lastIndexOf('') + 1);
}

export const valueOf = (sections: readonly Section[], section: string, key: string): string | undefined =>
  valuesOf(sections, section, key).at(-1);

export const isYes = (value: string | undefined): boolean => /^(yes|true|on|1)$/i.test(value ?? '');
export const isNo = (value: string | undefined): boolean => /^(no|false|off|0)$/i.test(value ?? '');
