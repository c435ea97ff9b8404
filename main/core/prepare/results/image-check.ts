/** Understands the JSON report of Alibaba Cloud's image_check (Linux): its sixteen items in terms of our own. */
import { Failure } from '../../../../contract/failure-error.ts';
import { fit } from '../../../../contract/misfits.ts';
import type { CheckFindings, CheckStatus } from '../../../../contract/prepare.ts';
import { z } from '../../../../contract/schema.ts';

const short = z.string().max(512);
const textOrNumber = z.union([short, z.number()]).transform(String);
/** Loose: the tool's versions differ in what else they write. */
const report = z.object({
  platform: short.optional(),
  os_big_version: textOrNumber.optional(),
  os_small_version: textOrNumber.optional(),
  architecture: short.optional(),
  system_disk_size: textOrNumber.optional(),
  version: textOrNumber.optional(),
  time: textOrNumber.optional(),
  check_items: z
    .array(
      z.object({
        name: short,
        result: short,
        error_code: textOrNumber.optional(),
        description: z.string().max(4000).optional(),
        comment: z.string().max(4000).optional(),
      }),
    )
    .max(200),
});

/**
 * Names vary in spelling between the tool's versions, so the first pattern that fits decides. The order matters:
 * `shadow` before `file system`, for "shadow file".
 */
const names: readonly (readonly [RegExp, string])[] = [
  [/driver|virtio/, 'virtio'],
  [/shadow/, 'shadow-attributes'],
  [/security|selinux/, 'selinux'],
  [/qemu/, 'qemu-ga'],
  [/network/, 'network-manager'],
  [/ssh/, 'ssh'],
  [/firewall/, 'firewall'],
  [/disk ?use|disk ?usage|disk ?rate|inode/, 'free-space'],
  [/file ?system/, 'file-system'],
  [/device ?id|fstab/, 'fstab'],
  [/passw(or)?d/, 'passwd-command'],
  [/root/, 'root-account'],
  [/partition/, 'partitions'],
  [/\blib\b/, 'system-files'],
  [/disk ?size/, 'disk-size'],
];
/** The tool's words: will not start, starts but cannot be set up, fine. */
const statuses: ReadonlyMap<string, CheckStatus> = new Map([
  ['ok', 'ok'],
  ['failed', 'problem'],
  ['warning', 'warning'],
]);
const worse: readonly CheckStatus[] = ['not-applicable', 'ok', 'unknown', 'warning', 'problem'];

const tickOf = (name: string) => {
  const plain = name.toLowerCase().replace(/[_-]+/g, ' ');
  return names.find(([pattern]) => pattern.test(plain))?.[1];
};

/** Fails with `asked.input-invalid` when the report is not as the tool writes it. */
export function readImageCheck(json: unknown): CheckFindings {
  const read = fit(report, json);
  if ('misfits' in read) throw new Failure('asked.input-invalid', { problems: read.misfits, of: 'image_check' });
  const { check_items: rows, time, ...facts } = read.data;
  const found = new Map<string, { status: CheckStatus; evidence: string[] }>();
  const ignored: string[] = [];
  for (const row of rows) {
    const tick = tickOf(row.name);
    if (tick === undefined) {
      ignored.push(row.name.slice(0, 64));
      continue;
    }
    const status = statuses.get(row.result.toLowerCase()) ?? 'unknown';
    const said = [row.name, row.result, row.error_code, row.description, row.comment];
    const evidence = said
      .filter((part) => part !== undefined && part !== '')
      .join(': ')
      .slice(0, 2000);
    const before = found.get(tick);
    if (before === undefined) found.set(tick, { status, evidence: [evidence] });
    else {
      before.evidence.push(evidence);
      if (worse.indexOf(status) > worse.indexOf(before.status)) before.status = status;
    }
  }
  const host = Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    tool: 'image_check',
    when: (time ?? '').slice(0, 64),
    host: Object.fromEntries(host),
    items: [...found].map(([tick, { status, evidence }]) => ({ tick, status, evidence })),
    ignored,
  };
}
