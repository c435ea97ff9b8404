/** How a Linux guest sets up its network cards, by all of the tools that do it, and which of that applies to the card of ECS. */
import type { NetworkRow } from '../../../../../contract/evidence.ts';
import type { NetworkCard } from '../../../../../contract/guest.ts';
import type { GuestTree } from '../guest-tree.ts';
import { isMasked, starterOf } from '../services.ts';
import { type CloudInit, readCloudInit, writtenByCloudInit } from './cloud-init.ts';
import { dhcpcdFile, readDhcpcd } from './dhcpcd.ts';
import { readEcsCard } from './ecs-card.ts';
import { readIfcfg } from './ifcfg.ts';
import { readInterfaces } from './ifupdown.ts';
import { readKernelNetwork } from './kernel-arguments.ts';
import { type ManagerHabits, managerHabits, profileFolders, readProfile } from './network-manager.ts';
import { readNetplan } from './netplan.ts';
import { readNetworkd } from './networkd.ts';
import { type EcsCard, fits, isCopy, type Matched, matchCard, type Setting } from './setting.ts';

export interface LinuxNetwork {
  /** What ECS's card may be called. */
  readonly names: readonly string[];
  /** One for each setting, and one for each program that asks without one. */
  readonly rows: readonly NetworkRow[];
  readonly cards: readonly NetworkCard[];
  /** Files that tie a name or a setting to the address of a card that stays behind. */
  readonly tiedTo: readonly string[];
  /** Files that set an IPv6 address. */
  readonly fixedIpv6: readonly string[];
  readonly cloudInit: CloudInit;
  /** Files that would have told more. */
  readonly unread: readonly string[];
  readonly unclear: readonly string[];
}

const mostRows = 64;
/** ifcfg, interfaces(5), netplan and networkd, and a key file of NetworkManager. */
const ipv6Address =
  /^\s*IPV6ADDR=.|^\s*iface\s+\S+\s+inet6\s+static|^\s*-?\s*(?:addresses:\s*\[.*|Address=|IPADDR\w*=)?["'\s]*[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f]*\/\d+|^\[ipv6\][^[]*^method=manual/im;

/** `kernelArguments`: of the entry that starts by default. */
export async function readNetwork(
  tree: GuestTree,
  kernelArguments: readonly string[],
  hasCloudInit: boolean,
): Promise<LinuxNetwork> {
  const { result, unread } = await tree.watch(() => readAll(tree, kernelArguments, hasCloudInit));
  return { ...result, unread };
}

async function readAll(
  tree: GuestTree,
  kernelArguments: readonly string[],
  hasCloudInit: boolean,
): Promise<Omit<LinuxNetwork, 'unread'>> {
  const { card, tiedTo } = await readEcsCard(tree, kernelArguments);
  const cloudInit = await readCloudInit(tree, hasCloudInit, kernelArguments);
  const isRewritten = (file: string, text: string): boolean => cloudInit.setsNetwork && writtenByCloudInit(file, text);
  const texts = new Map<string, string>();
  const kept = (all: ReadonlyMap<string, string>): void => {
    for (const [file, text] of all) if (!isRewritten(file, text)) texts.set(file, text);
  };
  const inFolder = async (
    folder: string,
    pattern: RegExp,
    read: (text: string, file: string) => Setting[],
  ): Promise<Setting[]> => {
    const settings: Setting[] = [];
    for (const name of await tree.names(folder)) {
      const file = `${folder}/${name}`;
      const text =
        pattern.test(name) && !isCopy(name) && settings.length < mostRows ? await tree.text(file) : undefined;
      if (text === undefined || isRewritten(file, text)) continue;
      texts.set(file, text);
      settings.push(...read(text, file));
    }
    return settings;
  };
  const netplan = await readNetplan(tree, isRewritten);
  const interfaces = await readInterfaces(tree);
  const networkd = await readNetworkd(tree);
  for (const each of [netplan, interfaces, networkd]) kept(each.texts);
  const manager = await managerHabits(tree, card, netplan.byNetworkManager);
  const isLeft = manager.leaves || (await isMasked(tree, 'NetworkManager.service'));
  const profiles: Setting[] = [];
  for (const folder of profileFolders) profiles.push(...(await inFolder(folder, /./, readProfile)));
  const dhcpcd = await tree.text(dhcpcdFile);
  const settings = [
    ...(await inFolder('/etc/sysconfig/network-scripts', /^ifcfg-/, readIfcfg)),
    ...(await inFolder('/etc/sysconfig/network', /^ifcfg-/, readIfcfg)),
    ...profiles.map((one) => (isLeft ? { ...one, starts: false } : one)),
    ...interfaces.settings.filter(({ file }) => texts.has(file)),
    ...netplan.settings,
    ...off(
      networkd.settings.filter(({ file }) => texts.has(file)),
      await isMasked(tree, 'systemd-networkd.service'),
    ),
    ...(dhcpcd === undefined
      ? []
      : readDhcpcd(dhcpcd, card, (await starterOf(tree, ['dhcpcd', 'dhcpcd5'])) !== undefined)),
    ...readKernelNetwork(kernelArguments),
    ...(cloudInit.setsNetwork ? cloudInit.own : []),
  ];
  const rows = settings.slice(0, mostRows).map((setting): NetworkRow => rowOf(setting, settings, card));
  const tied = [...texts]
    .filter(([, text]) =>
      /^\s*(HWADDR=|LLADDR=|MACADDR=|mac-address=|hwaddress[\s_]|macaddress:|(Permanent)?MACAddress=)/im.test(text),
    )
    .map(([file]) => file);
  return {
    names: card.names,
    rows: [...rows, ...byThemselves(rows, card, manager, cloudInit)],
    cards: settings.slice(0, mostRows).map(({ name, file, asks, fixed, starts }) => ({
      name,
      method: !starts ? 'none' : asks ? 'dhcp' : fixed ? 'static' : 'none',
      file,
    })),
    tiedTo: [...tiedTo, ...tied],
    fixedIpv6: [...texts].filter(([, text]) => ipv6Address.test(text)).map(([file]) => file),
    cloudInit,
    unclear: [...netplan.unclear, ...cloudInit.unclear],
  };
}

const off = (settings: readonly Setting[], isOff: boolean): readonly Setting[] =>
  isOff ? settings.map((one) => ({ ...one, starts: false })) : settings;

function rowOf(setting: Setting, all: readonly Setting[], card: EcsCard): NetworkRow {
  const matched = matchOfSetting(setting, all, card);
  const before = all.find(
    (one) => one.firstWins === true && toolOf(one) === toolOf(setting) && fits(matchCard(one.match, card)),
  );
  const isPassedOver = setting.firstWins === true && before !== undefined && before !== setting;
  const result =
    !setting.starts || isPassedOver
      ? 'not-started'
      : setting.ownAddress === true
        ? 'other-card'
        : setting.memberOf !== undefined
          ? 'member'
          : setting.asks
            ? 'asks'
            : setting.fixed
              ? 'fixed'
              : 'no-address';
  return { card: setting.name, by: setting.file, matched, result };
}

const toolOf = ({ file }: Setting): string => (file === dhcpcdFile ? 'dhcpcd' : 'networkd');

/** What is made of cards is there when one of them is; how deep they may lie in one another is bounded. */
function matchOfSetting(setting: Setting, all: readonly Setting[], card: EcsCard, depth = 4): Matched {
  if (setting.madeOf === undefined || depth === 0) return matchCard(setting.match, card);
  const members = all.filter(
    ({ memberOf, name }) => memberOf === setting.name || setting.madeOf?.includes(name) === true,
  );
  const matches = [
    ...members.filter((one) => one !== setting).map((one) => matchOfSetting(one, all, card, depth - 1)),
    ...setting.madeOf
      .filter((name) => !members.some((one) => one.name === name))
      .map((name) => matchCard({ names: [name] }, card)),
  ];
  if (matches.some(fits)) return 'made-of';
  return matches[0] ?? 'other-kind';
}

/** Programs that ask on a card that no setting is for. */
function byThemselves(
  rows: readonly NetworkRow[],
  { names }: EcsCard,
  manager: ManagerHabits,
  cloudInit: CloudInit,
): NetworkRow[] {
  const card = names.join(' / ');
  const hasOwn = rows.some(({ matched, result }) => fits(matched) && result !== 'not-started');
  const found: NetworkRow[] = [];
  if (manager.asksByItself && !manager.leaves && !hasOwn)
    found.push({ card, by: 'NetworkManager', matched: 'any', result: 'asks' });
  if (cloudInit.setsNetwork && cloudInit.own.length === 0)
    found.push({ card, by: 'cloud-init', matched: 'any', result: 'asks' });
  return found;
}
