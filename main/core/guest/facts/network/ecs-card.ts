/** What the one network card of a new instance will be called, by the rules and links that name cards, and what is tied to old cards. */
import type { GuestTree } from '../guest-tree.ts';
import { valueOf } from './key-files.ts';
import { matchOf, networkFiles } from './networkd.ts';
import { type EcsCard, fits, globs, isCopy, matchCard } from './setting.ts';

/** Without a rule for its name it is `eth0`, or `ens5` where udev names cards by their place (net.ifnames). */
const usual: EcsCard = { names: ['eth0', 'ens5'] };
const byKernel: EcsCard = { names: ['eth0'] };

export interface NamedCard {
  readonly card: EcsCard;
  /** Files that give a name to a card that stays behind. */
  readonly tiedTo: readonly string[];
}

export async function readEcsCard(tree: GuestTree, kernelArguments: readonly string[]): Promise<NamedCard> {
  const tiedTo: string[] = [];
  const taken: string[] = [];
  let named: string | undefined;
  for (const name of await tree.names('/etc/udev/rules.d')) {
    if (!name.endsWith('.rules') || isCopy(name)) continue;
    const file = `/etc/udev/rules.d/${name}`;
    for (const rule of netRules((await tree.text(file)) ?? '')) {
      if (rule.tied) {
        if (!tiedTo.includes(file)) tiedTo.push(file);
        taken.push(rule.name);
      } else if (globs([rule.kernel ?? '*'], 'eth0')) named = rule.name;
    }
  }
  for (const { file, sections } of await networkFiles(tree, '.link')) {
    const matched = matchCard(matchOf(sections), byKernel);
    const name = valueOf(sections, 'Link', 'Name');
    if (matched === 'other-address' && name !== undefined) tiedTo.push(file);
    if (!fits(matched)) continue;
    const policy = valueOf(sections, 'Link', 'NamePolicy');
    if (named === undefined && policy === undefined && name !== undefined) named = name;
    else if (named === undefined && /^(keep\s+)?kernel$/.test(policy ?? '')) named = 'eth0';
    break;
  }
  if (named !== undefined) return { card: { names: [named] }, tiedTo };
  if (taken.includes('eth0') && (await generatesNames(tree))) {
    // the next name that is free: the generator keeps the others for the cards they belong to
    let number = 0;
    while (taken.includes(`eth${number}`)) number += 1;
    return { card: { names: [`eth${number}`] }, tiedTo };
  }
  return { card: (await namesByKernel(tree, kernelArguments)) ? byKernel : usual, tiedTo };
}

interface NetRule {
  readonly name: string;
  readonly kernel: string | undefined;
  readonly tied: boolean;
}

function netRules(text: string): NetRule[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n', 5_000)
    .flatMap((line) => {
      const name = /\bNAME\s*:?=\s*"([^"$%]+)"/.exec(line)?.[1];
      if (
        name === undefined ||
        /^\s*#/.test(line) ||
        !/SUBSYSTEM(?:S)?\s*==\s*"net"|ATTRS?\{address\}|KERNEL\s*==\s*"(?:eth|en)/.test(line)
      )
        return [];
      const tied =
        /ATTRS?\{address\}\s*==|ENV\{ID_NET_NAME_MAC\}\s*==|KERNELS\s*==|ENV\{ID_PATH\}\s*==|DEVPATH\s*==|ATTRS\{(device|vendor)\}\s*==/.test(
          line,
        );
      return [{ name, kernel: /\bKERNEL\s*==\s*"([^"]+)"/.exec(line)?.[1], tied }];
    });
}

/** udev before 197 writes a rule for each new card. */
async function generatesNames(tree: GuestTree): Promise<boolean> {
  const rules = 'udev/rules.d/75-persistent-net-generator.rules';
  const own = await tree.stat(`/etc/${rules}`, false);
  if (own !== undefined && (own.kind === 'link' || own.sizeBytes === 0)) return false;
  return own !== undefined || (await tree.exists(`/lib/${rules}`));
}

async function namesByKernel(tree: GuestTree, kernelArguments: readonly string[]): Promise<boolean> {
  if (kernelArguments.includes('net.ifnames=0')) return true;
  for (const file of [
    '/etc/udev/rules.d/80-net-setup-link.rules',
    '/etc/udev/rules.d/80-net-name-slot.rules',
    '/etc/systemd/network/99-default.link',
  ]) {
    const stat = await tree.stat(file, false);
    if (stat !== undefined && (stat.kind === 'link' || stat.sizeBytes === 0)) return true;
  }
  return false;
}
