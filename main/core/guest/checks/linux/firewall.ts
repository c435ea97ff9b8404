/** Whether a firewall, or the wrappers of TCP, keep people out: ECS has security groups for that. */
import { readFirewalls } from '../../facts/firewall.ts';
import type { GuestTree } from '../../facts/guest-tree.ts';
import type { LinuxGuest } from '../../facts/linux.ts';
import type { Release } from '../../facts/os-release.ts';
import { portsOf, readSshServer } from '../../facts/sshd.ts';
import { type Check, fails, mayFail, none, passes, seen } from '../check.ts';

export const firewall: Check<LinuxGuest> = {
  rule: 'linux.firewall',
  about: { effect: 'cannot-be-reached', prepare: 'firewall', from: 'import-instructions' },
  async assess({ tree, release }) {
    const [port = 22] = portsOf(await readSshServer(tree));
    const found = await readFirewalls(tree, port);
    const closed = found.flatMap(({ file, lets }) => (lets === false ? [file] : []));
    const denied = await wrapperDenies(tree, release);
    if (denied !== undefined) closed.push(denied);
    if (closed.length > 0) return fails({ says: 'keeps-out', what: closed, port });
    return found.length > 0 ? mayFail(seen(found.map(({ starter }) => starter))) : passes(none);
  },
};

/** hosts_access(5): what is not allowed and denied is kept out, where the SSH server still asks these files. */
async function wrapperDenies(tree: GuestTree, release: Release | undefined): Promise<string | undefined> {
  const number = Number.parseInt(release?.version ?? '', 10);
  const asks =
    release?.family === 'debian' ||
    (release?.family === 'rhel' && number <= 7) ||
    (release?.family === 'suse' && number <= 12);
  if (!asks) return undefined;
  const rules = (text: string | undefined): string[] =>
    (text ?? '').split('\n').flatMap((line) => {
      const [, daemons = '', clients = '', rest = ''] = /^\s*([^#:\s][^:]*):\s*([^:]*)(?::(.*))?$/.exec(line) ?? [];
      return /\b(ALL|sshd)\b/.test(daemons) && !/EXCEPT.*sshd/.test(daemons)
        ? [`${clients.trim()} ${rest.trim()}`.trim()]
        : [];
    });
  const allowed = rules(await tree.text('/etc/hosts.allow'));
  if (allowed.some((one) => /^ALL\b(?!.*\bdeny\b)/i.test(one))) return undefined;
  if (allowed.some((one) => /^ALL\b.*\bdeny\b/i.test(one))) return '/etc/hosts.allow';
  return rules(await tree.text('/etc/hosts.deny')).some((one) => /^ALL\b/i.test(one)) ? '/etc/hosts.deny' : undefined;
}
