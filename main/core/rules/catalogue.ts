/**
 * Every rule about what may be brought, each with the document that says it and, where a newer one differs, that too.
 * The sentences are in `words/`; the numbers that programs compute with are in `values.ts`.
 */
import type { Rule } from './rule.ts';

const rule = <const Id extends string>(
  id: Id,
  from: Rule['from'],
  today?: Rule['from'],
  act: Rule['act'] = today === undefined ? 'none' : 'today',
): Rule<Id> => ({ id, from, act, ...(today === undefined ? {} : { today }) });

export const sizeRules = [
  rule('system-disk-size', 'white-paper', 'import-api', 'warn'),
  rule('system-disk-size-console', 'import-custom-images', 'import-api'),
  rule('system-disk-size-windows', 'import-instructions', 'import-api', 'warn'),
  rule('system-disk-advised', 'linux-requirements'),
  rule('size-is-virtual', 'import-instructions'),
  rule('data-disk-size', 'import-custom-images', 'import-api'),
  rule('data-disks', 'overview', 'import-api'),
  rule('data-disks-between-regions', 'white-paper'),
  rule('vhd-size', 'import-api'),
  rule('snapshot-size', 'import-custom-images'),
  rule('launch-size', 'launch-api'),
] as const;

export const formatRules = [
  rule('formats', 'white-paper', 'import-api'),
  rule('formats-2021', 'import-instructions', 'import-api'),
  rule('format-advice', 'import-custom-images'),
  rule('iso', 'import-instructions'),
  rule('raw-is-large', 'white-paper'),
  rule('split-vmdk', 'white-paper', 'measured'),
  rule('object-over-5-gib', 'import-custom-images'),
] as const;

export const fileSystemRules = [
  rule('file-systems-linux', 'white-paper', 'import-instructions'),
  rule('file-systems-windows', 'white-paper'),
  rule('file-system-whole', 'import-instructions'),
  rule('ext4-64bit', 'import-instructions', 'linux-requirements', 'warn'),
  rule('ext4-project-quota', 'import-instructions'),
  rule('free-space', 'import-instructions'),
  rule('tolerated-file-systems', 'check-tool'),
] as const;

export const partitionRules = [
  rule('partition-tables', 'import-instructions'),
  rule('partitions-linux', 'import-instructions', 'linux-requirements', 'warn'),
  rule('partitions-windows', 'import-instructions'),
  rule('no-lvm', 'linux-requirements'),
  rule('no-swap-partition', 'linux-requirements'),
  rule('root-last', 'linux-requirements'),
  rule('fstab', 'white-paper', 'import-instructions', 'warn'),
  rule('uuid-names', 'image-check'),
  rule('boot-mode', 'import-api'),
] as const;

export const restrictionRules = [
  rule('windows-activation', 'white-paper'),
  rule('windows-firewall', 'white-paper'),
  rule('windows-rdp-port', 'white-paper'),
  rule('windows-uac', 'white-paper'),
  rule('windows-clients', 'white-paper', 'import-instructions'),
  rule('windows-virtio-readonly', 'import-instructions'),
  rule('windows-system-files', 'import-instructions'),
  rule('windows-sysprep', 'image-check'),
  rule('linux-selinux', 'white-paper', 'import-instructions', 'warn'),
  rule('linux-firewall', 'white-paper'),
  rule('linux-ssh-port', 'white-paper'),
  rule('linux-network-manager', 'white-paper', 'image-check', 'warn'),
  rule('linux-dhcp', 'import-instructions'),
  rule('linux-virtio', 'import-instructions'),
  rule('linux-cloud-init', 'import-instructions'),
  rule('linux-system-files', 'import-instructions'),
  rule('linux-issue', 'import-instructions'),
  rule('linux-menu-lst', 'import-instructions'),
  rule('linux-shadow', 'import-instructions'),
  rule('linux-64-bit', 'white-paper', 'import-custom-images', 'warn'),
  rule('redhat-byol', 'white-paper'),
  rule('one-network-card', 'white-paper'),
  rule('no-ipv6', 'white-paper'),
  rule('no-qemu-ga', 'import-instructions'),
  rule('non-standard-linux', 'import-instructions'),
  rule('others-linux', 'import-instructions'),
  rule('customized-linux', 'import-instructions'),
  rule('clock-utc', 'image-check'),
  rule('licence', 'import-custom-images', 'import-api'),
  rule('image-check-default', 'smc-image-check', 'import-api'),
  rule('image-check-systems', 'smc-image-check'),
  rule('cold-only', 'white-paper'),
  rule('public-endpoint', 'public-endpoint'),
] as const;

export const passwordRules = [
  rule('password-length', 'import-instructions'),
  rule('password-kinds', 'import-instructions'),
  rule('password-windows-slash', 'import-instructions'),
] as const;

export const driverRules = [
  rule('drivers-added', 'virtio-guide'),
  rule('virtio-kernel', 'virtio-guide'),
  rule('virtio-initramfs', 'virtio-guide'),
  rule('nvme', 'import-api'),
  rule('old-kernels', 'image-check'),
  rule('fw-cfg', 'import-api'),
] as const;

export const rules = [
  ...sizeRules,
  ...formatRules,
  ...fileSystemRules,
  ...partitionRules,
  ...restrictionRules,
  ...passwordRules,
  ...driverRules,
] as const;
export type RuleId = (typeof rules)[number]['id'];
