/** What a result file tells of the server itself: which operating system of ours it is, how it boots, its architecture. */
import type { CheckFindings } from '../../../../contract/prepare.ts';
import type { ImageForm } from '../../../../contract/import-form.ts';
import { findOs } from '../../rules/os-support.ts';
import { operatingSystems } from '../../rules/operating-systems.ts';

export interface KnownHost {
  /** Id of a row of the operating systems; absent when it is none of them. */
  readonly os?: string;
  readonly bootMode?: ImageForm['bootMode'];
  readonly architecture?: ImageForm['architecture'];
}

/** `ID` of os-release(5), and what our rows call it. */
const ids = new Map(Object.entries({
  centos: 'centos', rhel: 'rhel', almalinux: 'almalinux', rocky: 'rocky', debian: 'debian', ubuntu: 'ubuntu', sles: 'suse', suse: 'suse',
  'opensuse-leap': 'opensuse', opensuse: 'opensuse', anolis: 'anolis', alinux: 'alibaba-cloud-linux', kylin: 'kylin', uos: 'uos',
})); // prettier-ignore
/** Those of which we have one row, whatever the version. */
const whole = new Set(['fedora', 'gentoo', 'freebsd', 'coreos']);

function linuxOs(id: string, version: string, name: string): string | undefined {
  const major = version.split('.')[0] ?? '';
  if (whole.has(id)) return id;
  const base = ids.get(id);
  if (base === undefined) return undefined;
  const family = base === 'centos' && /stream/i.test(name) ? 'centos-stream' : base;
  return findOs(`${family}-${major.toLowerCase()}`)?.id;
}

/** The longest name that fits: "2012 R2" before "2012". */
function windowsOs(caption: string): string | undefined {
  // ® and ™ as signs, or in brackets as Windows Server 2003 writes them
  const plain = caption.replace(/\((?:R|TM)\)|[^\x20-\x7e]/gi, '');
  const rows = operatingSystems.filter((os) => os.family === 'windows');
  const bare = (name: string) => name.replace(/ \(.*/, '');
  return rows
    .filter((os) => plain.includes(bare(os.name)))
    .sort((one, other) => bare(other.name).length - bare(one.name).length)[0]?.id;
}

const architectures = new Map<string, ImageForm['architecture']>(Object.entries({
  x86_64: 'x86_64', '64-bit': 'x86_64', i386: 'i386', i586: 'i386', i686: 'i386', '32-bit': 'i386', aarch64: 'arm64',
} as const)); // prettier-ignore

/** Fills in what the file says and leaves the rest open: nothing in it is taken for certain. */
export function knownHost({ tool, host }: CheckFindings): KnownHost {
  const fact = (name: string) => host[name] ?? '';
  const os =
    tool === 'check-windows'
      ? windowsOs(fact('osName'))
      : tool === 'check-linux'
        ? linuxOs(fact('osId').toLowerCase(), fact('osVersion'), fact('osName'))
        : linuxOs(fact('platform').toLowerCase(), fact('os_big_version'), fact('platform'));
  const boot = fact('bootMode');
  const architecture = architectures.get(fact('architecture'));
  return {
    ...(os === undefined ? {} : { os }),
    ...(boot === 'BIOS' || boot === 'UEFI' ? { bootMode: boot } : {}),
    ...(architecture === undefined ? {} : { architecture }),
  };
}
