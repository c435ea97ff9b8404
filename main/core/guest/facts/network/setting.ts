/** One setting of a network card or of what is made of cards, by whichever tool; and the card that ECS gives. */

export interface Setting {
  /** What the tool calls it: `eth0`, `bond0`, a profile. */
  readonly name: string;
  readonly file: string;
  /** Cards it is for; absent parts do not matter, so that one without any is for all cards. */
  readonly match: CardMatch;
  /** It asks for an IPv4 address by DHCP. */
  readonly asks: boolean;
  /** It sets an IPv4 address. */
  readonly fixed: boolean;
  /** False: it waits to be started by hand. */
  readonly starts: boolean;
  /** It gives the card the hardware address of another one, which ECS does not let through. */
  readonly ownAddress?: boolean;
  /** The bond, bridge or team that the card goes into. */
  readonly memberOf?: string | undefined;
  /** It is no card but made of these: a bond, a bridge, a VLAN. */
  readonly madeOf?: readonly string[];
  /** Only the first setting that fits a card counts for it. */
  readonly firstWins?: boolean;
}

export interface CardMatch {
  /** With `*`, `?` and `[…]`; a `!` before one takes cards out. */
  readonly names?: readonly string[] | undefined;
  readonly addresses?: readonly string[] | undefined;
  readonly drivers?: readonly string[] | undefined;
  /** A place on the bus of the old machine, a wireless card, a container's: never the card of ECS. */
  readonly elsewhere?: boolean | undefined;
}

/** What the one card of a new instance may be called, as long as nothing tells which of them it is. */
export interface EcsCard {
  readonly names: readonly string[];
}

export type Matched = 'any' | 'name' | 'driver' | 'made-of' | 'other-name' | 'other-address' | 'other-kind';

const driverOfEcs = 'virtio_net';

export function matchCard({ names, addresses, drivers, elsewhere }: CardMatch, card: EcsCard): Matched {
  if (elsewhere === true) return 'other-kind';
  if (addresses !== undefined && addresses.length > 0) return 'other-address';
  if (drivers !== undefined && drivers.length > 0 && !globs(drivers, driverOfEcs)) return 'other-kind';
  if (names !== undefined && names.length > 0)
    return card.names.some((name) => globs(names, name)) ? 'name' : 'other-name';
  return drivers !== undefined && drivers.length > 0 ? 'driver' : 'any';
}

export const fits = (matched: Matched): boolean => !matched.startsWith('other-');

/** fnmatch(3) of any of the patterns, none of those with `!`. */
export function globs(patterns: readonly string[], name: string): boolean {
  const plain = patterns.filter((one) => !one.startsWith('!'));
  const out = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  if (out.some((one) => glob(one).test(name))) return false;
  return plain.length === 0 || plain.some((one) => glob(one).test(name));
}

const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .slice(0, 64)
      .replaceAll(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll(/\*+/g, '.*')
      .replaceAll('?', '.')
      // a bracket that is not closed stands for itself
      .replace(/\[(?![^\]]+\])/g, '\\[')}$`,
  );

/** Copies that tools and people leave beside a file are not read by the tools. */
export const isCopy = (name: string): boolean =>
  /(~|\.(bak|old|orig|save|dist|disabled|rpm(new|orig|save)|dpkg-\w+|ucf-\w+))$/i.test(name) || name.startsWith('.');
