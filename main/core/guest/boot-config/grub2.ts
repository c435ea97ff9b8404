/**
 * grub.cfg of GRUB 2: its menu and its default, without running it. Conditions are judged only where they ask for
 * variables that the file or the environment block sets; both branches of any other are read.
 */
import type { BlsEntry } from './bls.ts';
import type { BootDevice, BootEntry, BootMenu } from './boot-entry.ts';
import { mostEntries, splitDevice } from './boot-entry.ts';
import { type Command, grubCommands } from './grub-words.ts';

export interface Grub2Options {
  /** The environment block beside it. */
  readonly environment?: ReadonlyMap<string, string> | undefined;
  /** Entries of the Boot Loader Specification, in menu order, for a configuration that says `blscfg`. */
  readonly blsEntries?: readonly BootEntry[];
}

interface Draft {
  title: string;
  id: string | undefined;
  /** Titles and identifiers of the submenus around it. */
  readonly path: readonly Named[];
  readonly place: readonly number[];
  kernel: string | undefined;
  initramfs: string[];
  arguments: string[];
  device: BootDevice | undefined;
  unrestricted: boolean;
}

interface Named {
  readonly title: string;
  readonly id: string | undefined;
}

type Block =
  | { readonly kind: 'entry'; readonly before: BootDevice | undefined }
  | { readonly kind: 'submenu'; readonly named: Named }
  | { readonly kind: 'function' };

const linuxCommands = new Set(['linux', 'linux16', 'linuxefi']);
const initrdCommands = new Set(['initrd', 'initrd16', 'initrdefi']);
/** Variables can hold one another and grow without end; no real file puts in more than some thousand letters. */
const mostExpansion = 2 ** 22;
/** What every GRUB 2 of the last ten years can do. */
const alwaysSet = new Set(['feature_menuentry_id', 'feature_default_font_path', 'feature_platform_search_hint']);

/** Reads the menu. Never fails: what is not understood is left out. */
export function readGrub2(text: string, options: Grub2Options = {}): BootMenu {
  const variables = new Map<string, string>();
  const drafts: (Draft | BootEntry)[] = [];
  const places: (readonly number[])[] = [];
  const paths: (readonly Named[])[] = [];
  const blocks: Block[] = [];
  const conditions: Branch[] = [];
  let counts: number[] = [0];
  let device: BootDevice | undefined;
  let entry: Draft | undefined;

  const add = (draft: Draft | BootEntry, path: readonly Named[]): void => {
    const place = [...counts.slice(0, -1).map((count) => count - 1), counts.at(-1) ?? 0];
    counts = [...counts.slice(0, -1), (counts.at(-1) ?? 0) + 1];
    drafts.push(draft);
    places.push(place);
    paths.push(path);
  };
  const submenus = (): Named[] => blocks.flatMap((block) => (block.kind === 'submenu' ? [block.named] : []));

  function open(command: Command): void {
    const [word] = command;
    if (word === 'menuentry') {
      entry = {
        ...named(command),
        path: submenus(),
        place: [],
        kernel: undefined,
        initramfs: [],
        arguments: [],
        device,
        unrestricted: command.includes('--unrestricted'),
      };
      blocks.push({ kind: 'entry', before: device });
      if (drafts.length < mostEntries) add(entry, entry.path);
    } else if (word === 'submenu') {
      blocks.push({ kind: 'submenu', named: named(command) });
      counts = [...counts.slice(0, -1), (counts.at(-1) ?? 0) + 1, 0];
    } else blocks.push({ kind: 'function' });
  }

  function close(): void {
    const block = blocks.pop();
    if (block?.kind === 'entry') {
      entry = undefined;
      device = block.before;
    } else if (block?.kind === 'submenu') counts = counts.slice(0, -1);
  }

  function run(command: Command): void {
    const [word = ''] = command;
    if (condition(command, conditions)) return;
    if (conditions.some((branch) => branch === 'passed-over' || branch === 'done')) {
      // braces of what is passed over still have to match
      if (command.at(-1) === '{') blocks.push({ kind: 'function' });
      else if (word === '}') close();
      return;
    }
    if (command.at(-1) === '{') return open(command);
    if (word === '}') return close();
    if (blocks.at(-1)?.kind === 'function') return;
    if (word === 'blscfg') {
      for (const each of options.blsEntries ?? []) add(each, submenus());
    } else if (word === 'load_env') {
      for (const [name, value] of options.environment ?? []) variables.set(name, value);
    } else if (word === 'search' || word.startsWith('search.')) {
      device = searched(command) ?? device;
      if (entry) entry.device = device;
    } else if (word === 'set' || /^\w+=/.test(word)) {
      const assignment = /^(\w+)=([^]*)$/.exec(word === 'set' ? (command[1] ?? '') : word);
      if (assignment) variables.set(assignment[1] ?? '', assignment[2] ?? '');
      if (assignment?.[1] === 'root') {
        device = { kind: 'name', value: assignment[2] ?? '' };
        if (entry) entry.device = device;
      }
    } else if (entry && linuxCommands.has(word)) {
      const { device: own, rest } = splitDevice(command[1] ?? '');
      entry.kernel = rest;
      if (own) entry.device = own;
      entry.arguments = command.slice(2);
    } else if (entry && initrdCommands.has(word))
      entry.initramfs = command.slice(1).map((path) => splitDevice(path).rest);
  }

  let expansionLeft = mostExpansion;
  const expand = (name: string): string => {
    const value = alwaysSet.has(name) ? 'y' : (variables.get(name) ?? '');
    expansionLeft -= value.length;
    return expansionLeft < 0 ? '' : value;
  };
  for (const command of grubCommands(text, expand)) run(command);

  const asksPassword = (variables.get('superusers') ?? '') !== '';
  const entries = drafts.map((draft) => finished(draft, asksPassword));
  const defaultSetting = settled(variables, options.environment);
  const index = defaultIndex(defaultSetting ?? '0', entries, places, paths);
  return {
    loader: 'grub2',
    entries,
    defaultEntry: index === undefined ? undefined : entries[index],
    defaultSetting,
  };
}

/** Once a menu has superusers, an entry needs a password unless it says otherwise; those of BLS say who may start them. */
function finished(draft: Draft | BlsEntry | BootEntry, asksPassword: boolean): BootEntry {
  const { title, id, kernel, initramfs, arguments: given, device } = draft;
  const locked = asksPassword && ('unrestricted' in draft ? !draft.unrestricted : 'hasUsers' in draft);
  return { title, id, kernel, initramfs, arguments: given, device, ...(locked ? { locked } : {}) };
}

/** Title and identifier of `menuentry` or `submenu`. */
function named(command: Command): Named {
  let title = '';
  let id: string | undefined;
  for (let index = 1; index < command.length - 1; index++) {
    const word = command[index] ?? '';
    if (word === '--class' || word === '--users' || word === '--hotkey') index += 1;
    // `$menuentry_id_option` stands for --id where GRUB knows it
    else if (word === '--id' || word === '$menuentry_id_option') id = command[++index];
    else if (word.startsWith('--id=')) id = word.slice(5);
    else if (word.startsWith('--class=') || word.startsWith('--users=') || word === '--unrestricted') continue;
    else if (word.startsWith('--')) continue;
    else if (title === '') title = word;
    // without the variable that stands for --id, its value is what follows the title
    else id ??= word;
  }
  return { title, id };
}

/** What `search` looks for. */
function searched(command: Command): BootDevice | undefined {
  const [word = ''] = command;
  const plain = command.slice(1).filter((each) => !each.startsWith('--'));
  const value = plain.find((each) => each !== 'root');
  const asks = (long: string, short: string): boolean =>
    word === `search.${long.replace('fs-', 'fs_')}` || command.includes(`--${long}`) || command.includes(short);
  if (value === undefined) return undefined;
  if (asks('fs-uuid', '-u')) return { kind: 'uuid', value };
  if (asks('label', '-l') || asks('fs-label', '-l')) return { kind: 'label', value };
  if (asks('file', '-f') || asks('fs-file', '-f')) return { kind: 'file', value };
  return undefined;
}

/** How an `if` stands: its branch is read, passed over until another is tried, or done. */
type Branch = 'read' | 'read-all' | 'passed-over' | 'done';

/** True when the command is part of an `if`. */
function condition(command: Command, conditions: Branch[]): boolean {
  const [word, ...rest] = command;
  if (word === 'if') conditions.push(judged(rest));
  else if (word === 'elif') {
    const before = conditions.pop();
    if (before === 'passed-over') conditions.push(judged(rest));
    else conditions.push(before === 'read' ? 'done' : (before ?? 'read-all'));
  } else if (word === 'else') {
    const before = conditions.pop();
    conditions.push(before === 'passed-over' ? 'read' : before === 'read' ? 'done' : (before ?? 'read-all'));
    if (rest.length > 0) return false;
  } else if (word === 'fi') conditions.pop();
  else return word === 'then' && rest.length === 0;
  return true;
}

/** `[ "a" = "b" ]`, `[ "a" ]` and their like on strings; whether files exist or commands succeed is not known. */
function judged(words: readonly string[]): Branch {
  const inner = words.filter((each) => each !== 'then');
  if (inner[0] !== '[' || inner.at(-1) !== ']') return 'read-all';
  const test = inner.slice(1, -1);
  const truth = (value: boolean): Branch => (value ? 'read' : 'passed-over');
  const [one, operator, other] = test;
  if (test.length === 3 && (operator === '=' || operator === '==')) return truth(one === other);
  if (test.length === 3 && operator === '!=') return truth(one !== other);
  if (test.length === 2 && (one === '-n' || one === '-z')) return truth((operator !== '') === (one === '-n'));
  if (test.length <= 1) return truth((one ?? '') !== '');
  return 'read-all';
}

/** What the file settles on, with the environment block where it asks for it. */
function settled(
  variables: ReadonlyMap<string, string>,
  environment: ReadonlyMap<string, string> | undefined,
): string | undefined {
  const next = environment?.get('next_entry');
  if (next !== undefined && next !== '') return next;
  const set = variables.get('default');
  // Fedora's and SUSE's way, when the assignment itself could not be followed
  if (set === 'saved' || set === undefined || set === '') return environment?.get('saved_entry') ?? set;
  return set;
}

/** By place (`1>2`), title or identifier, for each level of submenus. */
function defaultIndex(
  setting: string,
  entries: readonly BootEntry[],
  places: readonly (readonly number[])[],
  paths: readonly (readonly Named[])[],
): number | undefined {
  const wanted = setting === '' ? ['0'] : setting.split('>').map((part) => part.trim());
  const fits = (part: string, named: Named, place: number | undefined): boolean =>
    part === named.title || part === named.id || (/^\d+$/.test(part) && Number(part) === place);
  const index = entries.findIndex((entry, each) => {
    const path = [...(paths[each] ?? []), entry];
    const place = places[each] ?? [];
    // a name alone also finds an entry of a submenu
    if (wanted.length === 1 && path.length > 1) return wanted[0] === entry.id && !/^\d+$/.test(setting);
    return (
      path.length === wanted.length && wanted.every((part, level) => fits(part, path[level] ?? entry, place[level]))
    );
  });
  if (index >= 0) return index;
  // GRUB starts the first when the default is not there
  const first = paths.findIndex((path) => path.length === 0);
  return first < 0 ? undefined : first;
}
