/** Whether the SSH server lets root in with the password that ECS sets. */
import type { LinuxGuest } from '../../facts/linux.ts';
import type { GuestTree } from '../../facts/guest-tree.ts';
import { type Check, mayFail, passes, seen } from '../check.ts';

const config = '/etc/ssh/sshd_config';

export const rootLogin: Check<LinuxGuest> = {
  rule: 'linux.root-login',
  about: { effect: 'cannot-be-reached', from: 'check-tool' },
  async assess({ tree }) {
    if (!(await tree.exists(config))) return 'not-applicable';
    const closed: string[] = [];
    for (const option of ['PermitRootLogin', 'PasswordAuthentication']) {
      const set = await optionOf(tree, option);
      if (set?.value === 'no') closed.push(`${set.file}: ${option} no`);
    }
    return closed.length > 0 ? mayFail(seen(closed)) : passes({ says: 'not-forbidden', where: config });
  },
};

/** sshd_config(5): the first value counts. Distributions that have the folder include it at the top. */
async function optionOf(tree: GuestTree, option: string): Promise<{ value: string; file: string } | undefined> {
  const folder = `${config}.d`;
  const text = await tree.text(config);
  const included = /^\s*Include\s+\S*sshd_config\.d/im.test(text ?? '') ? await tree.names(folder) : [];
  for (const file of [...included.map((name) => `${folder}/${name}`), config]) {
    // lines below Match apply to some users only
    const [general = ''] = ((await tree.text(file)) ?? '').split(/^[^\S\n]*Match\s/im);
    const value = new RegExp(`^[ \\t]*${option}[ \\t=]+"?(\\S+?)"?[ \\t]*$`, 'im').exec(general)?.[1];
    if (value !== undefined) return { value: value.toLowerCase(), file };
  }
  return undefined;
}
