/**
 * The operating systems one may bring: what each document says of them, how the import form calls them, what ECS adds by
 * itself, and what they are made of. `paper`: White paper on image migration §3.1. `instructions`: Instructions for
 * importing images. `api`: the ImportImage platform list names this very version (otherwise only its family, or nothing).
 */
import type { OsNote } from '../../../contract/rules.ts';
import { type Platform } from './platforms.ts';
import type { OsFamily } from './platforms.ts';
import type { KitId } from './kits.ts';

export type Said = 'listed' | 'refused';

export interface OperatingSystem {
  readonly id: string;
  /** A proper name: the same in every language. */
  readonly name: string;
  readonly family: OsFamily;
  readonly bits: readonly (32 | 64)[];
  readonly platform: Platform;
  readonly kit: KitId;
  readonly licence: 'byol-only' | 'aliyun-or-byol' | 'none';
  /** Install a virtio driver: ECS adds the drivers for these; others need them before the capture. */
  readonly drivers: 'added' | 'prepare';
  /** Check and repair custom images: systems it can look into. */
  readonly imageCheck: boolean;
  readonly paper?: Said;
  readonly instructions?: Said;
  readonly api?: 'version' | 'family';
  /** Id of a remark in the words. */
  readonly note?: OsNote;
}

type Row = Omit<OperatingSystem, 'family' | 'platform' | 'licence' | 'drivers' | 'imageCheck'> &
  Partial<OperatingSystem>;
/** Rows of one family share what they share. */
const family = (
  shared: Pick<OperatingSystem, 'family' | 'platform' | 'licence' | 'drivers' | 'imageCheck'>,
  rows: readonly Row[],
): OperatingSystem[] => rows.map((row) => ({ ...shared, ...row }));

const both = [32, 64] as const;
const only64 = [64] as const;
const listed = { paper: 'listed', instructions: 'listed', api: 'family' } as const;
const later = { instructions: 'listed', api: 'family' } as const;
const newer = { api: 'family', note: 'newer-than-texts' } as const;

export const operatingSystems: readonly OperatingSystem[] = [
  ...family({ family: 'windows', platform: 'Other Windows', licence: 'aliyun-or-byol', drivers: 'added', imageCheck: true }, [
    { id: 'windows-2025', name: 'Windows Server 2025', bits: only64, kit: 'win2016', licence: 'byol-only', note: 'not-on-list' },
    { id: 'windows-2022', name: 'Windows Server 2022', bits: only64, kit: 'win2016', platform: 'Windows Server 2022', api: 'version' },
    { id: 'windows-2019', name: 'Windows Server 2019', bits: only64, kit: 'win2016', platform: 'Windows Server 2019', instructions: 'listed', api: 'version' },
    { id: 'windows-2016', name: 'Windows Server 2016', bits: only64, kit: 'win2016', platform: 'Windows Server 2016', instructions: 'listed', api: 'version' },
    { id: 'windows-2012-r2', name: 'Windows Server 2012 R2', bits: only64, kit: 'win2012r2', platform: 'Windows Server 2012', ...listed, note: 'paper-r2-standard' },
    { id: 'windows-2012', name: 'Windows Server 2012', bits: only64, kit: 'win2012', platform: 'Windows Server 2012', ...listed, api: 'version', note: 'paper-editions' },
    { id: 'windows-2008-r2', name: 'Windows Server 2008 R2', bits: only64, kit: 'win2008r2', platform: 'Windows Server 2008', ...listed, note: 'paper-editions' },
    { id: 'windows-2008', name: 'Windows Server 2008', bits: both, kit: 'win2008', platform: 'Windows Server 2008', ...listed, api: 'version', imageCheck: false, note: 'paper-editions' },
    { id: 'windows-2003-r2', name: 'Windows Server 2003 R2', bits: both, kit: 'win2003', platform: 'Windows Server 2003', ...listed, drivers: 'prepare', imageCheck: false, note: 'paper-editions' },
    { id: 'windows-2003', name: 'Windows Server 2003 (Service Pack 1 or later)', bits: both, kit: 'win2003', platform: 'Windows Server 2003', instructions: 'listed', api: 'version', drivers: 'prepare', imageCheck: false, note: 'needs-sp1' },
    { id: 'windows-xp', name: 'Windows XP', bits: both, kit: 'winXp', licence: 'byol-only', drivers: 'prepare', imageCheck: false, paper: 'refused', instructions: 'refused', note: 'client-refused' },
    { id: 'windows-7', name: 'Windows 7 (Professional, Enterprise)', bits: both, kit: 'win7', licence: 'byol-only', drivers: 'prepare', paper: 'listed', instructions: 'refused', note: 'client-differs' },
    { id: 'windows-8', name: 'Windows 8', bits: both, kit: 'win8', licence: 'byol-only', drivers: 'prepare', paper: 'refused', instructions: 'refused', note: 'client-refused' },
    { id: 'windows-8-1', name: 'Windows 8.1', bits: both, kit: 'win8', licence: 'byol-only', drivers: 'prepare', instructions: 'refused', note: 'client-refused' },
    { id: 'windows-10', name: 'Windows 10', bits: both, kit: 'win10', licence: 'byol-only', drivers: 'prepare', paper: 'refused', instructions: 'refused', note: 'client-refused' },
    { id: 'windows-11', name: 'Windows 11', bits: only64, kit: 'win10', licence: 'byol-only', drivers: 'prepare', note: 'not-on-list' },
  ]),
  ...family({ family: 'centos', platform: 'CentOS', licence: 'none', drivers: 'added', imageCheck: true }, [
    { id: 'centos-5', name: 'CentOS 5', bits: both, kit: 'rhel5', ...listed, drivers: 'prepare', note: 'end-of-life' },
    { id: 'centos-6', name: 'CentOS 6', bits: both, kit: 'rhel6', ...listed, note: 'end-of-life' },
    { id: 'centos-7', name: 'CentOS 7', bits: only64, kit: 'rhel7', ...listed },
    { id: 'centos-8', name: 'CentOS 8', bits: only64, kit: 'rhel8', ...later },
    { id: 'centos-stream-8', name: 'CentOS Stream 8', bits: only64, kit: 'rhel8', platform: 'CentOS Stream', drivers: 'prepare', ...newer },
    { id: 'centos-stream-9', name: 'CentOS Stream 9', bits: only64, kit: 'rhel9', platform: 'CentOS Stream', drivers: 'prepare', ...newer },
  ]),
  ...family({ family: 'redhat', platform: 'RedHat', licence: 'byol-only', drivers: 'prepare', imageCheck: true }, [
    { id: 'rhel-5', name: 'Red Hat Enterprise Linux 5', bits: both, kit: 'rhel5', ...listed, note: 'byol' },
    { id: 'rhel-6', name: 'Red Hat Enterprise Linux 6', bits: both, kit: 'rhel6', ...listed, note: 'byol' },
    { id: 'rhel-7', name: 'Red Hat Enterprise Linux 7', bits: only64, kit: 'rhel7', ...listed, note: 'byol' },
    { id: 'rhel-8', name: 'Red Hat Enterprise Linux 8', bits: only64, kit: 'rhel8', ...later, note: 'byol' },
    { id: 'rhel-9', name: 'Red Hat Enterprise Linux 9', bits: only64, kit: 'rhel9', ...later, note: 'byol' },
  ]),
  ...family({ family: 'rebuild', platform: 'AlmaLinux', licence: 'none', drivers: 'prepare', imageCheck: true }, [
    { id: 'almalinux-8', name: 'AlmaLinux 8', bits: only64, kit: 'rhel8', ...newer },
    { id: 'almalinux-9', name: 'AlmaLinux 9', bits: only64, kit: 'rhel9', ...newer },
    { id: 'rocky-8', name: 'Rocky Linux 8', bits: only64, kit: 'rhel8', platform: 'Rocky Linux', ...newer },
    { id: 'rocky-9', name: 'Rocky Linux 9', bits: only64, kit: 'rhel9', platform: 'Rocky Linux', ...newer },
  ]),
  ...family({ family: 'fedora', platform: 'Fedora', licence: 'none', drivers: 'prepare', imageCheck: true }, [
    { id: 'fedora', name: 'Fedora', bits: only64, kit: 'fedora', ...newer },
    { id: 'fedora-coreos', name: 'Fedora CoreOS', bits: only64, kit: 'otherLinux', platform: 'Fedora CoreOS', imageCheck: false, api: 'family', note: 'no-check' },
  ]),
  ...family({ family: 'aliyun', platform: 'Aliyun', licence: 'none', drivers: 'added', imageCheck: true }, [
    { id: 'alibaba-cloud-linux-2', name: 'Alibaba Cloud Linux 2', bits: only64, kit: 'rhel7', ...later },
    { id: 'alibaba-cloud-linux-3', name: 'Alibaba Cloud Linux 3', bits: only64, kit: 'rhel8', ...later },
  ]),
  ...family({ family: 'debian', platform: 'Debian', licence: 'none', drivers: 'added', imageCheck: true }, [
    { id: 'debian-6', name: 'Debian 6', bits: both, kit: 'debian6', ...listed, drivers: 'prepare', note: 'end-of-life' },
    { id: 'debian-7', name: 'Debian 7', bits: both, kit: 'debian7', ...listed, note: 'end-of-life' },
    { id: 'debian-8', name: 'Debian 8', bits: both, kit: 'debian8', ...later },
    { id: 'debian-9', name: 'Debian 9', bits: both, kit: 'debian9', ...later },
    { id: 'debian-10', name: 'Debian 10', bits: both, kit: 'debian10', ...later },
    { id: 'debian-11', name: 'Debian 11', bits: both, kit: 'debian11', ...newer },
    { id: 'debian-12', name: 'Debian 12', bits: both, kit: 'debian12', ...newer },
  ]),
  ...family({ family: 'ubuntu', platform: 'Ubuntu', licence: 'none', drivers: 'added', imageCheck: true }, [
    { id: 'ubuntu-10', name: 'Ubuntu 10', bits: both, kit: 'ubuntu10', ...listed, drivers: 'prepare', note: 'end-of-life' },
    { id: 'ubuntu-12', name: 'Ubuntu 12', bits: both, kit: 'ubuntu12', ...listed, note: 'end-of-life' },
    { id: 'ubuntu-13', name: 'Ubuntu 13', bits: both, kit: 'ubuntu12', ...listed, note: 'end-of-life' },
    { id: 'ubuntu-14', name: 'Ubuntu 14', bits: both, kit: 'ubuntu14', ...listed },
    { id: 'ubuntu-16', name: 'Ubuntu 16', bits: both, kit: 'ubuntu16', ...later },
    { id: 'ubuntu-18', name: 'Ubuntu 18', bits: only64, kit: 'ubuntu18', ...later },
    { id: 'ubuntu-20', name: 'Ubuntu 20', bits: only64, kit: 'ubuntu20', ...later },
    { id: 'ubuntu-22', name: 'Ubuntu 22', bits: only64, kit: 'ubuntu22', ...newer },
    { id: 'ubuntu-24', name: 'Ubuntu 24', bits: only64, kit: 'ubuntu24', ...newer },
  ]),
  ...family({ family: 'suse', platform: 'SUSE', licence: 'byol-only', drivers: 'added', imageCheck: true }, [
    { id: 'suse-10', name: 'SUSE Linux 10', bits: both, kit: 'suse10', ...listed, drivers: 'prepare', note: 'end-of-life' },
    { id: 'suse-11', name: 'SUSE Linux 11', bits: both, kit: 'suse11', ...listed, note: 'byol' },
    { id: 'suse-12', name: 'SUSE Linux 12', bits: only64, kit: 'suse12', ...listed, note: 'btrfs-default' },
    { id: 'suse-15', name: 'SUSE Linux 15', bits: only64, kit: 'suse15', ...later, note: 'btrfs-default' },
  ]),
  ...family({ family: 'opensuse', platform: 'OpenSUSE', licence: 'none', drivers: 'prepare', imageCheck: true }, [
    { id: 'opensuse-13', name: 'openSUSE 13.1', bits: both, kit: 'suse12', ...listed },
    { id: 'opensuse-42', name: 'openSUSE Leap 42', bits: only64, kit: 'suse12', ...later, note: 'btrfs-default' },
    { id: 'opensuse-15', name: 'openSUSE Leap 15', bits: only64, kit: 'suse15', ...later, note: 'btrfs-default' },
  ]),
  ...family({ family: 'domestic', platform: 'Anolis', licence: 'none', drivers: 'prepare', imageCheck: true }, [
    { id: 'anolis-8', name: 'Anolis OS 8', bits: only64, kit: 'rhel8', ...newer },
    { id: 'kylin-v10', name: 'Kylin V10', bits: only64, kit: 'rhel8', platform: 'Kylin', ...newer },
    { id: 'uos-20', name: 'UOS 20', bits: only64, kit: 'debian10', platform: 'UOS', ...newer },
  ]),
  ...family({ family: 'other', platform: 'Others Linux', licence: 'none', drivers: 'prepare', imageCheck: false }, [
    { id: 'coreos', name: 'CoreOS 681.2.0 and later', bits: only64, kit: 'otherLinux', platform: 'CoreOS', ...listed, note: 'no-check' },
    { id: 'freebsd', name: 'FreeBSD', bits: only64, kit: 'otherLinux', platform: 'FreeBSD', ...later, note: 'no-check' },
    { id: 'gentoo', name: 'Gentoo', bits: only64, kit: 'otherLinux', platform: 'Gentoo', api: 'family', note: 'no-check' },
    { id: 'customized-linux', name: 'Customized Linux', bits: only64, kit: 'otherLinux', platform: 'Customized Linux', ...later, note: 'customized-linux' },
    { id: 'others-linux', name: 'Others Linux', bits: both, kit: 'otherLinux', imageCheck: true, ...later, note: 'others-linux' },
  ]),
]; // prettier-ignore
