/** interfaces(5) of Debian, Ubuntu and Alpine, with what it draws in. */
import type { GuestTree } from '../guest-tree.ts';
import { globs, isCopy, type Setting } from './setting.ts';

export const interfacesFile = '/etc/network/interfaces';
const mostFiles = 200;
const mostLines = 5_000;

interface Stanza {
  readonly name: string;
  readonly file: string;
  readonly family: string;
  readonly method: string;
  readonly options: Map<string, string>;
}

/** All files together: what one starts may stand in another. */
export async function readInterfaces(
  tree: GuestTree,
): Promise<{ settings: Setting[]; texts: ReadonlyMap<string, string> }> {
  const texts = new Map<string, string>();
  const stanzas: Stanza[] = [];
  const started: string[] = [];
  await draw(interfacesFile);

  async function draw(file: string): Promise<void> {
    const text = texts.has(file) || texts.size === mostFiles ? undefined : await tree.text(file);
    if (text === undefined) return;
    texts.set(file, text);
    let stanza: Stanza | undefined;
    for (const line of text.replaceAll('\\\n', ' ').split('\n', mostLines)) {
      const [word = '', ...rest] = line.trim().split(/\s+/);
      if (word === '' || word.startsWith('#')) continue;
      if (word === 'source' || word === 'source-directory') {
        stanza = undefined;
        for (const pattern of rest) for (const each of await drawn(tree, pattern, word === 'source')) await draw(each);
      } else if (word === 'auto' || word.startsWith('allow-')) {
        stanza = undefined;
        started.push(...rest.map((name) => name.replace(/^\//, '').replace(/=.*$/, '')));
      } else if (word === 'iface') {
        const [name = '', family = 'inet', method = ''] = rest;
        stanza = { name, file, family: rest.length < 2 ? 'any' : family, method, options: new Map() };
        stanzas.push(stanza);
      } else if (word === 'mapping' || word === 'rename' || word === 'no-auto-down' || word === 'no-scripts')
        stanza = undefined;
      else if (stanza) stanza.options.set(word.replaceAll('_', '-'), rest.join(' '));
    }
  }

  const names = [...new Set(stanzas.map(({ name }) => name))].filter((name) => name !== 'lo' && !name.includes(':'));
  return { settings: names.map((name) => settingOf(name, stanzas, started)), texts };
}

function settingOf(name: string, stanzas: readonly Stanza[], started: readonly string[]): Setting {
  const own = stanzas.filter((stanza) => stanza.name === name);
  const ofIpv4 = own.filter(({ family }) => family !== 'inet6');
  const option = (...keys: readonly string[]): string | undefined =>
    keys
      .map((key) => own.map(({ options }) => options.get(key)).find((each) => each !== undefined))
      .find((each) => each !== undefined);
  const use = option('use') ?? '';
  const asks = ofIpv4.some(({ method }) => method === 'dhcp') || /\bdhcp\b/.test(use);
  const hasAddress = ofIpv4.some(
    ({ method, options }) => method === 'static' || (method !== 'dhcp' && /\d\.\d/.test(options.get('address') ?? '')),
  );
  const below =
    option('vlan-raw-device') ??
    (option('vlan-id') === undefined ? undefined : name) ??
    /^([a-z]\w+)\.\d+$/.exec(name)?.[1];
  const ports = option('bond-slaves', 'slaves', 'bridge-ports', 'bond-ports', 'bond-members');
  const parts = [
    ...(ports ?? '').split(/\s+/).filter((one) => one !== '' && one !== 'none' && one !== 'regex'),
    ...(below === undefined ? [] : [below]),
  ];
  const isMade = ports !== undefined || below !== undefined || own.some(({ options }) => options.has('bond-mode'));
  return {
    name,
    file: own[0]?.file ?? interfacesFile,
    match: { names: [name.replace(/^\//, '')] },
    asks,
    fixed: !asks && hasAddress,
    starts: started.some((one) => globs([one], name) || globs([name.replace(/^\//, '')], one)),
    ownAddress: /[0-9a-f]{2}:/i.test(option('hwaddress') ?? ''),
    memberOf: option('bond-master'),
    ...(isMade ? { madeOf: parts } : {}),
  };
}

/** `source` takes patterns; of a folder only names of letters, digits, `_` and `-` count, as run-parts has it. */
async function drawn(tree: GuestTree, pattern: string, isPattern: boolean): Promise<string[]> {
  const path = pattern.startsWith('/') ? pattern : `/etc/network/${pattern}`;
  if (!isPattern)
    return (await tree.names(path)).filter((name) => /^[\w-]+$/.test(name)).map((name) => `${path}/${name}`);
  const cut = path.lastIndexOf('/');
  const [folder, last] = [path.slice(0, cut), path.slice(cut + 1)];
  if (!/[*?[]/.test(last)) return [path];
  return (await tree.names(folder))
    .filter((name) => globs([last], name) && !isCopy(name))
    .map((name) => `${folder}/${name}`);
}
