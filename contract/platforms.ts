/** The platforms ECS knows by name, and what depends on one: the kind of system, and whether ECS checks such an image. */
import { z } from './schema.ts';

export const platforms = [
  'Aliyun', 'Anolis', 'CentOS', 'CentOS Stream', 'AlmaLinux', 'Rocky Linux', 'RedHat', 'Fedora', 'Ubuntu', 'Debian',
  'SUSE', 'OpenSUSE', 'UOS', 'Kylin', 'CoreOS', 'Fedora CoreOS', 'Gentoo', 'FreeBSD', 'Others Linux', 'Customized Linux',
  'Windows Server 2022', 'Windows Server 2019', 'Windows Server 2016', 'Windows Server 2012', 'Windows Server 2008',
  'Windows Server 2003', 'Other Windows',
] as const; // prettier-ignore
export type Platform = (typeof platforms)[number];
export const platform = z.enum(platforms);

export const osType = z.enum(['linux', 'windows']);
export type OsType = z.infer<typeof osType>;

export const isWindows = (one: Platform): boolean => one.includes('Windows');

export const platformsOf = (kind: OsType): readonly Platform[] =>
  platforms.filter((one) => isWindows(one) === (kind === 'windows'));

/** Those the image check does not support (ECS: check and repair custom images). */
const uncheckable: readonly Platform[] = [
  'Gentoo',
  'FreeBSD',
  'CoreOS',
  'Fedora CoreOS',
  'Customized Linux',
  'Windows Server 2003',
];

/** Whether the field "Image Check" is to be offered. */
export const imageCheckOffered = (one: Platform | undefined): boolean =>
  one === undefined || !uncheckable.includes(one);
