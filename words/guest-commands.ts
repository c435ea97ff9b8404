/** The commands that fix what was found inside a disk, by its distribution: the same in every language. */
import type { DiskFinding } from '../contract/disks.ts';

type Facts = DiskFinding['facts'];

export const isDebian = ({ distribution = '' }: Facts): boolean => /debian|ubuntu/.test(String(distribution));
const isSuse = ({ distribution = '' }: Facts): boolean => /sles|suse/.test(String(distribution));

export const installCommand = (facts: Facts, name: string, debianName = name): string =>
  isDebian(facts) ? `apt install ${debianName}` : isSuse(facts) ? `zypper install ${name}` : `yum install ${name}`;

/** Debian and Ubuntu have the first, all others the second. */
export const byFamily =
  (debian: string, others: string) =>
  (facts: Facts): string =>
    isDebian(facts) ? debian : others;
