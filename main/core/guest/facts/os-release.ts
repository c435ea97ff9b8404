/** Which distribution a Linux guest is, by os-release(5), or by the release files of those before it. */
import type { GuestTree } from './guest-tree.ts';

export interface Release {
  readonly distribution: string;
  readonly version: string | undefined;
  readonly prettyName: string | undefined;
  /** `coreos` for Fedora CoreOS. */
  readonly edition?: string;
  /** Whose tools its remedies name. */
  readonly family: 'debian' | 'rhel' | 'suse' | 'other';
}

/** Release files by the system they belong to; more exact than os-release where that has only the first number. */
const releaseFiles: readonly (readonly [path: string, distribution: string, pattern: RegExp])[] = [
  ['/etc/centos-release', 'centos', /release (\d[\d.]*)/],
  ['/etc/oracle-release', 'ol', /release (\d[\d.]*)/],
  ['/etc/almalinux-release', 'almalinux', /release (\d[\d.]*)/],
  ['/etc/rocky-release', 'rocky', /release (\d[\d.]*)/],
  ['/etc/fedora-release', 'fedora', /release (\d[\d.]*)/],
  ['/etc/anolis-release', 'anolis', /release (\d[\d.]*)/],
  ['/etc/alinux-release', 'alinux', /release (\d[\d.]*)/],
  ['/etc/openEuler-release', 'openEuler', /release (\d[\d.]*)/],
  ['/etc/kylin-release', 'kylin', /release V?(\d[\d.]*)/],
  ['/etc/redhat-release', 'rhel', /release (\d[\d.]*)/],
  ['/etc/system-release', 'amzn', /release (\d[\d.]*)/],
  ['/etc/SuSE-release', 'sles', /VERSION\s*=\s*(\S+)/],
  ['/etc/alpine-release', 'alpine', /^(\d[\d.]*)/],
  ['/etc/debian_version', 'debian', /^(\d\S*)/],
];

/** Undefined when nothing says it. */
export async function readRelease(tree: GuestTree): Promise<Release | undefined> {
  const text = (await tree.text('/etc/os-release')) ?? (await tree.text('/usr/lib/os-release'));
  if (text === undefined) return byLsb(tree, await byFiles(tree));
  const values = readVariables(text);
  const distribution = values.get('ID') ?? 'linux';
  const given = values.get('VERSION_ID');
  return {
    distribution: (await isForSap(tree, values)) ? 'sles_sap' : isStream(values) ? 'centos-stream' : distribution,
    version: (await exactVersion(tree, distribution, given)) ?? given,
    prettyName: values.get('PRETTY_NAME') ?? values.get('NAME'),
    family: familyOf(`${distribution} ${values.get('ID_LIKE') ?? ''}`),
    ...(values.get('VARIANT_ID') === 'coreos' ? { edition: 'coreos' } : {}),
  };
}

/** What a file of the same system adds to the version: `7` and `7.9.2009` are `7.9.2009`. */
async function exactVersion(
  tree: GuestTree,
  distribution: string,
  given: string | undefined,
): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const own = ['rhel', 'redhat'].includes(distribution) ? ['rhel'] : [distribution];
  for (const [path, system, pattern] of releaseFiles) {
    if (!own.includes(system) || system === 'sles') continue;
    const version = pattern.exec((await tree.text(path)) ?? '')?.[1];
    if (version !== undefined && version.startsWith(`${given}.`)) return version;
  }
  return undefined;
}

/** It has the ID of CentOS. */
const isStream = (values: ReadonlyMap<string, string>): boolean =>
  values.get('ID') === 'centos' && /stream/i.test(`${values.get('NAME')} ${values.get('PRETTY_NAME')}`);

/** SUSE Linux Enterprise Server for SAP Applications calls itself SLES in some versions. */
async function isForSap(tree: GuestTree, values: ReadonlyMap<string, string>): Promise<boolean> {
  if (!/^sle/.test(values.get('ID') ?? '')) return false;
  const says = [values.get('ID'), values.get('CPE_NAME'), values.get('PRETTY_NAME')].join(' ');
  return /sles[_-]sap|for SAP/i.test(says) || (await tree.exists('/etc/products.d/SLES_SAP.prod'));
}

/** Systems before os-release(5). */
async function byFiles(tree: GuestTree): Promise<Release | undefined> {
  for (const [path, system, pattern] of releaseFiles) {
    const found = await tree.text(path);
    if (found === undefined) continue;
    const first = found.split('\n', 1)[0]?.trim();
    // these names are those of systems made of it, too
    const distribution = system === 'rhel' ? derived(found) : system === 'sles' ? suse(found) : system;
    const number = pattern.exec(found)?.[1];
    const patch = system === 'sles' ? /PATCHLEVEL\s*=\s*([1-9]\d*)/.exec(found)?.[1] : undefined;
    return {
      distribution,
      version: patch === undefined ? number : `${number}.${patch}`,
      prettyName: system === 'debian' ? `Debian GNU/Linux ${first}` : first,
      family: familyOf(distribution),
    };
  }
  return undefined;
}

const suse = (text: string): string =>
  /opensuse/i.test(text) ? 'opensuse' : /for SAP/i.test(text) ? 'sles_sap' : 'sles';

function derived(text: string): string {
  const names = [
    ['centos', 'centos'],
    ['oracle', 'ol'],
    ['fedora', 'fedora'],
    ['amazon', 'amzn'],
    ['scientific', 'scientific'],
    ['rocky', 'rocky'],
    ['alma', 'almalinux'],
    ['kylin', 'kylin'],
  ] as const;
  return names.find(([word]) => text.toLowerCase().startsWith(word))?.[1] ?? 'rhel';
}

/** Ubuntu has a /etc/debian_version, and says in this file what it is. */
async function byLsb(tree: GuestTree, found: Release | undefined): Promise<Release | undefined> {
  const values = readVariables((await tree.text('/etc/lsb-release')) ?? '');
  const id = values.get('DISTRIB_ID')?.toLowerCase();
  if (id === undefined || (found !== undefined && found.distribution !== 'debian')) return found;
  const distribution = id === 'arch' || id === 'archlinux' ? 'arch' : id;
  return {
    distribution,
    version: values.get('DISTRIB_RELEASE') === 'rolling' ? undefined : values.get('DISTRIB_RELEASE'),
    prettyName: values.get('DISTRIB_DESCRIPTION'),
    family: familyOf(distribution),
  };
}

function familyOf(like: string): Release['family'] {
  if (/debian|ubuntu|kali|uos|deepin/.test(like)) return 'debian';
  if (
    /rhel|fedora|centos|alinux|anolis|\bol\b|amzn|rocky|almalinux|openeuler|kylin|scientific|tencentos|opencloudos/i.test(
      like,
    )
  )
    return 'rhel';
  return /sles|suse/.test(like) ? 'suse' : 'other';
}

/** `NAME="value"` lines, as shells read them, without running anything. */
export function readVariables(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n', 1_000)) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) values.set(name, value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return values;
}
