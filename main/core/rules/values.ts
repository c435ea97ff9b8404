/** The numbers and lists behind the rules, for programs to compute with. Sizes in GiB where the name says so. */
import { limits } from '../../../contract/limits.ts';
import type { PasswordProblem } from '../../../contract/rules.ts';

export const sizes = {
  /** Linux image requirements: a system disk below this is accepted but advised against. */
  advisedSystemGiB: limits.advisedSystemGiB,
  diskGiB: limits.diskGiB,
  /** White paper §3.3 and Import custom images: the older upper bound; above it we only remind. */
  olderSystemGiB: 500,
  dataDisks: limits.disks - 1,
  /** qemu-img refuses a VHD above this (tried). */
  vhdGiB: 2040,
  /** RunInstances: without a wish, the disk of a new instance is at least this. */
  launchGiB: 40,
} as const;

/** Instructions for importing images; ext2, UFS and UDF only by the image_check tool. */
export const rootFileSystems = {
  linux: ['xfs', 'ext3', 'ext4'],
  linuxTolerated: ['ext2', 'ufs', 'udf'],
  windows: ['ntfs'],
} as const;

/** Instructions for importing images: length, kinds and special characters of the administrator's password. */
export const passwords = {
  length: { min: 8, max: 30 },
  kinds: 3,
  special: "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/",
} as const;

/** Every reason for which ECS would refuse this password; empty when there is none. The password is not stored or sent. */
export function passwordProblems(password: string, osType: 'linux' | 'windows'): PasswordProblem[] {
  const problems: PasswordProblem[] = [];
  if (password.length < passwords.length.min) problems.push('too-short');
  if (password.length > passwords.length.max) problems.push('too-long');
  const characters = [...password];
  const kinds = [/^[a-z]$/, /^[A-Z]$/, /^\d$/].map((kind) => characters.some((each) => kind.test(each)));
  kinds.push(characters.some((each) => passwords.special.includes(each)));
  if (kinds.filter(Boolean).length < passwords.kinds) problems.push('too-few-kinds');
  if (characters.some((each) => !/^[a-zA-Z\d]$/.test(each) && !passwords.special.includes(each)))
    problems.push('not-allowed-character');
  if (osType === 'windows' && password.startsWith('/')) problems.push('starts-with-slash');
  return problems;
}

/** What the guest's kernel must be able to drive before it can find its disk in ECS. */
export const drivers = {
  /** Built in, or in the initramfs. */
  boot: ['virtio_pci', 'virtio_blk'],
  /** Needed once the system is up. */
  network: ['virtio_net'],
  console: ['virtio_console'],
  /** Newer instance families attach disks by NVMe. */
  nvme: ['nvme', 'nvme_core'],
} as const;

export type DriverNeed = 'built-in-or-initramfs' | 'xen-and-virtio' | 'too-old';
/**
 * virtio is part of Linux since 2.6.25. Red Hat took it back to its 2.6.18 (release 5), where the guide wants the Xen
 * front ends as well.
 */
export function driverNeed(kernel: readonly [number, number, number?], redHat: boolean): DriverNeed {
  const [major, minor, patch = 0] = kernel;
  const number = (major * 1000 + minor) * 1000 + patch;
  if (number >= 2_006_025) return 'built-in-or-initramfs';
  return redHat && number >= 2_006_018 ? 'xen-and-virtio' : 'too-old';
}
/** NVMe arrived in Linux 3.3; before it a guest cannot start on the newer instance families. */
export const drivesNvme = (kernel: readonly [number, number]): boolean =>
  kernel[0] > 3 || (kernel[0] === 3 && kernel[1] >= 3);
