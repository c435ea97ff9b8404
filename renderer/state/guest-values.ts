/** What the import form takes from the system found inside the disk. Pure. */
import type { GuestReport } from '../../contract/guest.ts';
import type { ImageForm } from '../../contract/import-form.ts';
import { platform as platformName, type Platform } from '../../contract/platforms.ts';

type Values = Partial<Pick<ImageForm, 'osType' | 'platform' | 'architecture' | 'bootMode' | 'nvmeSupport'>>;

/** By the ID of os-release. */
const linuxPlatforms: Readonly<Record<string, Platform>> = {
  alinux: 'Aliyun',
  aliyun: 'Aliyun',
  almalinux: 'AlmaLinux',
  anolis: 'Anolis',
  centos: 'CentOS',
  coreos: 'CoreOS',
  debian: 'Debian',
  fedora: 'Fedora',
  gentoo: 'Gentoo',
  kylin: 'Kylin',
  rhel: 'RedHat',
  redhat: 'RedHat',
  rocky: 'Rocky Linux',
  sled: 'SUSE',
  sles: 'SUSE',
  sles_sap: 'SUSE',
  suse: 'SUSE',
  ubuntu: 'Ubuntu',
  uos: 'UOS',
};

/** Known to run on ECS, and without a name in the form. */
const unnamed = new Set(['alpine', 'amzn', 'arch', 'kali', 'ol', 'openEuler', 'openeuler', 'scientific']);

function platformOf({ osType, distribution = '', prettyName = '', edition }: GuestReport): Values['platform'] {
  if (osType === 'windows') {
    const year = /Windows Server (20\d\d)/.exec(distribution)?.[1];
    return platformName.safeParse(`Windows Server ${year}`).data;
  }
  if (distribution === 'centos-stream' || (distribution === 'centos' && /stream/i.test(prettyName)))
    return 'CentOS Stream';
  if (distribution === 'fedora' && edition === 'coreos') return 'Fedora CoreOS';
  if (distribution.startsWith('opensuse')) return 'OpenSUSE';
  return linuxPlatforms[distribution] ?? (unnamed.has(distribution) ? 'Others Linux' : undefined);
}

/** Only what the disk says for certain. */
export function guestValues(guest: GuestReport | undefined): Values {
  if (guest === undefined || guest.osType === 'unknown') return {};
  const { osType, architecture, bootMode, checks } = guest;
  const platform = platformOf(guest);
  const known = architecture === 'x86_64' || architecture === 'i386' || architecture === 'arm64';
  const nvme = checks.find(({ rule }) => rule === 'linux.nvme');
  return {
    osType,
    ...(platform === undefined ? {} : { platform }),
    ...(known ? { architecture } : {}),
    ...(bootMode === 'unknown' ? {} : { bootMode }),
    ...(nvme === undefined ? {} : { nvmeSupport: nvme.severity === 'none' }),
  };
}
