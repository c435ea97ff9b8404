/** Which distribution a Linux guest is, by os-release(5), or by the release files of those before it. */
import type { GuestTree } from './guest-tree.ts';

export interface Release {
  readonly distribution: string;
  readonly version: string | undefined;
  readonly prettyName: string | undefined;
  /** Whose tools its remedies name. */
  readonly family: 'debian' | 'rhel' | 'suse' | 'other';
}

const oldFiles: readonly (readonly [path: string, distribution: string, pattern: RegExp])[] = [
  ['/etc/centos-release', 'centos', /release (\S+)/],
  ['/etc/oracle-release', 'ol', /release (\S+)/],
  ['/etc/redhat-release', 'rhel', /release (\S+)/],
  ['/etc/SuSE-release', 'sles', /VERSION\s*=\s*(\S+)/],
  ['/etc/debian_version', 'debian', /^(\S+)/],
];

/** Undefined when nothing says it. */
export async function readRelease(tree: GuestTree): Promise<Release | undefined> {
  const text = (await tree.text('/etc/os-release')) ?? (await tree.text('/usr/lib/os-release'));
  if (text !== undefined) {
    const values = readVariables(text);
    const distribution = values.get('ID') ?? 'linux';
    const like = `${distribution} ${values.get('ID_LIKE') ?? ''}`;
    return {
      distribution,
      version: values.get('VERSION_ID'),
      prettyName: values.get('PRETTY_NAME') ?? values.get('NAME'),
      family: familyOf(like),
    };
  }
  for (const [path, distribution, pattern] of oldFiles) {
    const found = await tree.text(path);
    if (found === undefined) continue;
    // CentOS before 7 has only redhat-release
    const name = path.includes('redhat') && /^centos/i.test(found) ? 'centos' : distribution;
    const first = found.split('\n', 1)[0]?.trim();
    return {
      distribution: name,
      version: pattern.exec(found)?.[1],
      prettyName: first,
      family: familyOf(name),
    };
  }
  return undefined;
}

function familyOf(like: string): Release['family'] {
  if (/debian|ubuntu/.test(like)) return 'debian';
  if (/rhel|fedora|centos|alinux|anolis|\bol\b|amzn|rocky|almalinux/.test(like)) return 'rhel';
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
