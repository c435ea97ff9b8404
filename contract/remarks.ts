/**
 * Details of failures that are remarks of ours: a code and what it is about, told apart from what a system or the cloud
 * said itself, which travels verbatim. The sentences live in `words/`.
 */
export const remarkCodes = [
  'folder', 'pipe', 'socket', 'device', 'neither',
  'zeros', 'unknown-data', 'text', 'xml', 'program', 'pdf', 'iso', 'udf',
  'vm-has-it-open', 'being-written', 'growing', 'locked', 'folder-gone',
  'size-was', 'content-other', 'written-to', 'log-not-replayed', 'references-not-written',
  'esxi-snapshot', 'vmdk-version', 'qcow-version', 'vdi-version', 'vdi-kind', 'vhd-kind', 'newer-features', 'vdi-blocks',
  'vmdk-extent', 'ovf-chunks', 'another-file', 'descriptor', 'data-file', 'nothing', 'no-disk-described', 'another-package',
  'timed-out', 'connection-lost', 'no-digest', 'digest-damaged', 'digest-of-another-kind',
  'virtual-sizes', 'difference-found',
  'no-vault-here', 'no-encryption', 'no-keyring', 'vault-unreadable', 'not-our-vault',
  'no-profile', 'mode-unusable', 'no-key-pair', 'no-token', 'no-role', 'not-a-configuration',
  'no-file', 'name-taken', 'name-differs', 'not-absolute', 'no-certificate', 'practice-and-earnest', 'too-many-shares',
  'windows-key-pair', 'windows-password',
  'needs-file', 'needs-plan', 'needs-id', 'takes-no-file', 'scenarios-are', 'faults-or-scenario', 'no-command',
  'names-no-object', 'names-no-bucket', 'names-a-folder', 'object-name-unfit', 'neither-https-nor-oss', 'host-not-oss', 'no-url', 'encoding-broken',
  'no-call', 'hello-first', 'no-os', 'cut-off', 'endless-answer',
  'not-a-url', 'not-a-port', 'port-needs-rights', 'not-understood',
] as const; // prettier-ignore
export type RemarkCode = (typeof remarkCodes)[number];

/** `about` is quoted as it is. */
export const remark = (code: RemarkCode, about: string | number = ''): string =>
  about === '' ? `remark:${code}` : `remark:${code}:${about}`;

/** Undefined for what somebody else said. */
export function readRemark(fact: string): { code: RemarkCode; about: string } | undefined {
  const [, written, about = ''] = /^remark:([a-z-]+)(?::(.*))?$/s.exec(fact) ?? [];
  const code = remarkCodes.find((one) => one === written);
  return code && { code, about };
}
