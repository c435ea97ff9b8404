/** The accounts of a Linux guest, as far as they matter to sign in. */
import type { GuestTree } from './guest-tree.ts';

export interface Account {
  readonly name: string;
  readonly id: number;
  readonly group: string;
  readonly shell: string;
  /** `locked`: no password fits; `none`: it has no line in the file of passwords. */
  readonly password: 'set' | 'empty' | 'locked' | 'none';
  readonly hasKeys: boolean;
  /** Days since 1970 from which on it is closed. */
  readonly closedFrom: number | undefined;
}

export interface Accounts {
  readonly all: readonly Account[];
  /** Names of groups, with their members. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly hasShadow: boolean;
}

const mostAccounts = 500;

/** Undefined when there is no /etc/passwd. */
export async function readAccounts(tree: GuestTree): Promise<Accounts | undefined> {
  const passwd = await tree.text('/etc/passwd');
  if (passwd === undefined) return undefined;
  const shadow = await tree.text('/etc/shadow');
  const secrets = new Map((shadow ?? '').split('\n').map((line) => [line.split(':')[0] ?? '', line.split(':')]));
  const all: Account[] = [];
  for (const line of passwd.split('\n', mostAccounts)) {
    const [name = '', own = '', id = '', group = '', , home = '', shell = ''] = line.split(':');
    if (name === '' || id === '' || name.startsWith('#')) continue;
    const secret = own === 'x' ? secrets.get(name) : ['', own];
    const hash = secret?.[1];
    const closed = secret?.[7];
    const isPerson = name === 'root' || (Number(id) >= 500 && Number(id) < 60_000);
    const keys = isPerson && home.startsWith('/') ? await tree.text(`${home}/.ssh/authorized_keys`) : undefined;
    all.push({
      name,
      id: Number(id),
      group,
      shell: shell.trim(),
      password: hash === undefined ? 'none' : hash === '' ? 'empty' : /^[!*]/.test(hash) ? 'locked' : 'set',
      hasKeys: /^\s*[^#\s].*(ssh-|ecdsa-|sk-)/m.test(keys ?? ''),
      closedFrom: closed === undefined || closed === '' ? undefined : Number(closed),
    });
  }
  const groups = new Map(
    ((await tree.text('/etc/group')) ?? '').split('\n').map((line) => {
      const [name = '', , , members = ''] = line.split(':');
      return [name, members.split(',')];
    }),
  );
  return { all, groups, hasShadow: shadow !== undefined };
}

/** One that refuses all who sign in. */
export const isNoShell = (shell: string): boolean => /(nologin|false|sync|halt|shutdown|git-shell)$/.test(shell);
