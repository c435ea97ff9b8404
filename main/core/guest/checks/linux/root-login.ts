/** Whether the SSH server lets people in: root with the password that ECS sets, root with a key pair, or another account. */
import type { Evidence } from '../../../../../contract/evidence.ts';
import { type Account, type Accounts, isNoShell, readAccounts } from '../../facts/accounts.ts';
import type { GuestTree } from '../../facts/guest-tree.ts';
import type { LinuxGuest } from '../../facts/linux.ts';
import { globs } from '../../facts/network/setting.ts';
import { readSshServer, rootLoginByDefault, type SshServer } from '../../facts/sshd.ts';
import { type Check, fails, mayFail, passes, seen } from '../check.ts';

export const rootLogin: Check<LinuxGuest> = {
  rule: 'linux.root-login',
  about: { effect: 'cannot-be-reached', from: 'check-tool' },
  async assess({ tree, release, packages }) {
    const server = await readSshServer(tree);
    if (server === undefined) return 'not-applicable';
    const accounts = (await readAccounts(tree)) ?? { all: [], groups: new Map<string, string[]>(), hasShadow: false };
    const fallback = rootLoginByDefault(release, packages?.get('openssh-server') ?? packages?.get('openssh'));
    const root = server.values.get('permitrootlogin');
    const rootValue = root?.value ?? fallback;
    const passwords = takesPasswords(server);
    const closed: string[] = [];
    const refused = refusal(server, accounts, 'root', 'root') ?? (await accessRefusal(tree));
    if (refused !== undefined) closed.push(refused);
    if (rootValue !== 'yes') closed.push(`${root?.file ?? server.file}: PermitRootLogin ${rootValue}`);
    if (passwords !== undefined) closed.push(passwords);
    if (closed.length === 0) return passes({ says: 'not-forbidden', where: server.file });
    const evidence: Evidence = seen(closed);
    const takesKeys = server.values.get('pubkeyauthentication')?.value !== 'no';
    const rootByKey =
      refused === undefined && takesKeys && /^(yes|prohibit-password|without-password)$/.test(rootValue);
    const isOpen = (one: Account): boolean =>
      one.id >= 500 &&
      one.id < 60_000 &&
      !isNoShell(one.shell) &&
      refusal(server, accounts, one.name, one.group) === undefined &&
      ((one.password === 'set' && passwords === undefined) || (one.hasKeys && takesKeys));
    return (rootByKey || accounts.all.some(isOpen) ? mayFail : fails)(evidence);
  },
};

/** The line that keeps passwords out. PAM may take them where they are asked for in another way. */
function takesPasswords({ values }: SshServer): string | undefined {
  const of = (key: string): { value: string; file: string } | undefined => values.get(key);
  const methods = of('authenticationmethods');
  if (
    methods !== undefined &&
    methods.value !== 'any' &&
    !methods.value.split(/\s+/).some((one) => /^(password|keyboard-interactive\S*)$/.test(one))
  )
    return `${methods.file}: AuthenticationMethods ${methods.value}`;
  const password = of('passwordauthentication');
  if (password?.value !== 'no') return undefined;
  const asked = of('kbdinteractiveauthentication') ?? of('challengeresponseauthentication');
  const isAsked = asked?.value === 'yes' && of('usepam')?.value === 'yes';
  return isAsked ? undefined : `${password.file}: PasswordAuthentication no`;
}

/** sshd_config(5): deny comes before allow, users before groups; a pattern with a host is for other hosts. */
function refusal({ file, lists }: SshServer, { groups }: Accounts, user: string, group: string): string | undefined {
  const of = (key: string): readonly string[] => lists.get(key) ?? [];
  const own = [
    group,
    ...[...groups].flatMap(([name, members]) => (members.includes(user) || name === user ? [name] : [])),
  ];
  const names = (patterns: readonly string[]): boolean =>
    patterns.some((one) => globs([one.replace(/@\*$/, '')], user));
  const groupsNamed = (patterns: readonly string[]): boolean =>
    patterns.some((one) => own.some((name) => globs([one], name)));
  if (names(of('denyusers'))) return `${file}: DenyUsers ${of('denyusers').join(' ')}`;
  if (of('allowusers').length > 0 && !names(of('allowusers')))
    return `${file}: AllowUsers ${of('allowusers').join(' ')}`;
  if (groupsNamed(of('denygroups'))) return `${file}: DenyGroups ${of('denygroups').join(' ')}`;
  if (of('allowgroups').length > 0 && !groupsNamed(of('allowgroups')))
    return `${file}: AllowGroups ${of('allowgroups').join(' ')}`;
  return undefined;
}

/** access.conf(5), where PAM asks it: the first line that fits root and any origin decides. */
async function accessRefusal(tree: GuestTree): Promise<string | undefined> {
  const path = '/etc/security/access.conf';
  const asking = ['sshd', 'password-auth', 'system-auth', 'common-account', 'login'];
  const texts = await Promise.all(asking.map((name) => tree.text(`/etc/pam.d/${name}`)));
  if (!texts.some((text) => /^\s*[^#\s].*pam_access\.so/m.test(text ?? ''))) return undefined;
  for (const line of ((await tree.text(path)) ?? '').split('\n')) {
    const [, sign = '', users = '', origins = ''] = /^\s*([+-])\s*:\s*(.*?)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (sign === '') continue;
    const [who = '', except = ''] = users.split(/\bEXCEPT\b/);
    const isRoot = /\b(ALL|root)\b/.test(who) && !/\b(root|ALL)\b/.test(except);
    const isAnywhere = /^ALL\b/.test(origins) || /0\.0\.0\.0\/0/.test(origins);
    if (isRoot && isAnywhere) return sign === '-' ? `${path}: ${line.trim()}` : undefined;
  }
  return undefined;
}
