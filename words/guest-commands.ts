/** The commands that mend what was found inside a disk, by its distribution: the same in every language. */
import type { DiskFinding } from '../contract/disks.ts';
import { guestRules, type GuestRule } from '../contract/guest.ts';

type Facts = DiskFinding['facts'];

export const isDebian = ({ distribution = '' }: Facts): boolean => /debian|ubuntu/.test(String(distribution));
const isSuse = ({ distribution = '' }: Facts): boolean => /sles|suse/.test(String(distribution));

export const installCommand = (facts: Facts, name: string, debianName = name): string =>
  isDebian(facts)
    ? `apt install ${debianName}`
    : isSuse(facts)
      ? `zypper install ${name}`
      : `yum install ${name}`;

const known: ReadonlySet<string> = new Set(guestRules);
export const isGuestRule = (rule: DiskFinding['rule']): rule is GuestRule => known.has(rule);
