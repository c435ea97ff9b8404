/** Whether an SSH server is installed, starts with the system, and listens where ECS lets people in. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { isMasked, starterOf } from '../../facts/services.ts';
import { portsOf, readSshServer, socketListens } from '../../facts/sshd.ts';
import { type Check, absent, fails, gravest, mayFail, passes, seen, type Verdict, undecided } from '../check.ts';

const forbidding = '/etc/ssh/sshd_not_to_be_run';

export const sshd: Check<LinuxGuest> = {
  rule: 'linux.sshd',
  about: { effect: 'cannot-be-reached', prepare: 'ssh', from: 'check-tool' },
  async assess({ tree, packages }) {
    const server = await readSshServer(tree);
    const program =
      (await tree.exists('/usr/sbin/sshd')) ||
      (await tree.exists('/usr/lib/ssh/sshd')) ||
      packages?.has('openssh-server') === true;
    const dropbear = await starterOf(tree, ['dropbear']);
    if (!program && server === undefined)
      return dropbear !== undefined
        ? passes({ says: 'starts', where: dropbear, what: 'dropbear' })
        : packages === undefined
          ? undecided('absent', ['/etc/ssh/sshd_config'])
          : fails(absent('openssh-server'));
    const service = await starterOf(tree, ['sshd', 'ssh']);
    const isOff = (await isMasked(tree, 'ssh.service')) || (await isMasked(tree, 'sshd.service'));
    const socket = isOff ? undefined : await starterOf(tree, ['ssh.socket', 'sshd.socket']);
    const starter = socket ?? service ?? dropbear;
    if (starter === undefined) return fails({ says: 'not-started', what: 'sshd' });
    if (await tree.exists(forbidding)) return fails(seen(forbidding));
    if (server === undefined) return passes({ says: 'starts', where: starter, what: 'sshd' });
    const found: Verdict[] = [];
    if (server.unknown.length > 0) found.push(fails(seen(server.unknown)));
    const listens = socket === undefined ? [] : await socketListens(tree, socket.replace(/^.*\//, ''));
    const addresses = (
      listens.length > 0 ? listens.filter((one) => /[.\]]/.test(one)) : (server.lists.get('listenaddress') ?? [])
    ).map(host);
    // an address of the old network cannot be bound, and the server then ends; its own loop lets no people in
    if (addresses.length > 0 && addresses.every((one) => !/^(0\.0\.0\.0|\*|::|)$/.test(one)))
      found.push(fails(seen(`ListenAddress ${addresses.join(', ')}`, server.file)));
    if (server.values.get('addressfamily')?.value === 'inet6')
      found.push(fails(seen('AddressFamily inet6', server.file)));
    const own = listens.flatMap((one) => /(\d+)$/.exec(one)?.[1] ?? []).map(Number);
    const ports = own.length > 0 ? own : portsOf(server);
    if (!ports.includes(22))
      found.push(mayFail(seen(`Port ${ports.join(', ')}`, own.length > 0 ? starter : server.file)));
    return gravest(found) ?? passes({ says: 'starts', where: starter, what: 'sshd' });
  },
};

const host = (address: string): string => address.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^([^:]*):\d+$/, '$1');
