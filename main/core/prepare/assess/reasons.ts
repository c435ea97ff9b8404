/** The reasons for and against bringing the disk, each from a rule of the documents or from arithmetic on the answers. */
import type { AssessAnswers } from '../../../../contract/assess.ts';
import type { SourceId } from '../../../../contract/rules.ts';
import type { PrepareWords } from '../../../../words/prepare-words.ts';
import { kitOf, supportOf } from '../../rules/os-support.ts';
import type { OperatingSystem } from '../../rules/operating-systems.ts';
import { rootFileSystems, sizes } from '../../rules/values.ts';
import { uploadTime, type Estimate } from './estimate.ts';

export type Weight = 'against' | 'mind' | 'for';
const table = {
  'already-in-cloud': ['against', 'white-paper'],
  'os-refused': ['against', 'import-instructions'],
  'system-too-large': ['against', 'import-api'],
  'live-data': ['against', 'white-paper'],
  'no-standstill': ['against', 'white-paper'],
  'line-hopeless': ['against', 'overview'],
  'many-servers-thin-line': ['against', 'overview'],
  'os-unlisted': ['mind', 'import-api'],
  'os-family-only': ['mind', 'import-api'],
  'bits-32': ['mind', 'white-paper'],
  'bits-unfit': ['against', 'judgement'],
  'drivers-first': ['mind', 'virtio-guide'],
  'own-licence': ['mind', 'import-api'],
  'no-image-check': ['mind', 'image-check'],
  'system-large': ['mind', 'white-paper'],
  'system-small': ['mind', 'linux-requirements'],
  'data-too-large': ['mind', 'import-api'],
  'data-too-many': ['mind', 'import-api'],
  'data-disks': ['mind', 'overview'],
  'window-short': ['mind', 'judgement'],
  'window-unknown': ['mind', 'judgement'],
  'line-unknown': ['mind', 'judgement'],
  'line-thin': ['mind', 'overview'],
  'many-servers': ['mind', 'overview'],
  automated: ['mind', 'judgement'],
  'file-system-unfit': ['mind', 'import-instructions'],
  lvm: ['mind', 'linux-requirements'],
  encrypted: ['mind', 'image-check'],
  'network-cards': ['mind', 'white-paper'],
  ipv6: ['mind', 'white-paper'],
  'by-hand': ['for', 'overview'],
  'few-servers': ['for', 'overview'],
  'good-line': ['for', 'overview'],
  'os-listed': ['for', 'import-instructions'],
} as const satisfies Readonly<Record<keyof PrepareWords['assess']['reasons'], readonly [Weight, SourceId]>>;
export type ReasonId = keyof typeof table;

export interface Reason {
  readonly id: ReasonId;
  readonly weight: Weight;
  readonly source: SourceId;
}

const dayMs = 86_400_000;
/** Where we draw the lines the documents leave open: many servers, a slow network, an upload too long to wait for. */
export const bounds = { manyServers: 20, thinMbit: 20, goodMbit: 100, mindUploadMs: 3 * dayMs, hopelessUploadMs: 21 * dayMs } as const; // prettier-ignore

function* ofSystem(answers: AssessAnswers, os: OperatingSystem): Generator<ReasonId> {
  const support = supportOf(os);
  if (support === 'refused') yield 'os-refused';
  if (support === 'unlisted') yield 'os-unlisted';
  if (support === 'platform-only') yield 'os-family-only';
  if (support === 'listed') yield 'os-listed';
  if (answers.bits !== undefined && !os.bits.includes(answers.bits)) yield 'bits-unfit';
  else if (answers.bits === 32 && kitOf(os).os === 'linux') yield 'bits-32';
  if (os.drivers === 'prepare') yield 'drivers-first';
  if (os.licence === 'byol-only') yield 'own-licence';
  if (!os.imageCheck) yield 'no-image-check';
  const { inside } = answers;
  const kind = kitOf(os).os;
  const known = inside.fileSystem !== 'unknown';
  const good: readonly string[] = rootFileSystems[kind];
  if (known && !good.includes(inside.fileSystem)) yield 'file-system-unfit';
  if (inside.lvm === 'yes') yield 'lvm';
  if (inside.encrypted === 'yes') yield 'encrypted';
  if ((inside.networkCards ?? 1) > 1) yield 'network-cards';
  if (inside.ipv6 === 'yes') yield 'ipv6';
}

function* ofDisks(answers: AssessAnswers): Generator<ReasonId> {
  const { systemDiskGiB, dataDisksGiB } = answers;
  if (systemDiskGiB > sizes.diskGiB.max) yield 'system-too-large';
  else if (systemDiskGiB > sizes.olderSystemGiB) yield 'system-large';
  if (systemDiskGiB < sizes.advisedSystemGiB) yield 'system-small';
  if (dataDisksGiB.some((each) => each > sizes.diskGiB.max)) yield 'data-too-large';
  if (dataDisksGiB.length > sizes.dataDisks) yield 'data-too-many';
  if (dataDisksGiB.length > 0) yield 'data-disks';
}

/** Number of servers × network × how they were set up: the heart of both older documents. */
function* ofEffort(answers: AssessAnswers, estimate: Estimate): Generator<ReasonId> {
  const { line, servers } = answers;
  if (line.known === 'no') yield 'line-unknown';
  else {
    const all = uploadTime(estimate.uploadBytes, line.mbitPerSecond).toMs * servers;
    const thin = line.mbitPerSecond < bounds.thinMbit;
    if (servers >= bounds.manyServers && (thin || all > bounds.hopelessUploadMs)) yield 'many-servers-thin-line';
    else if (all > bounds.hopelessUploadMs) yield 'line-hopeless';
    else if (thin || all > bounds.mindUploadMs) yield 'line-thin';
    else if (line.mbitPerSecond >= bounds.goodMbit) yield 'good-line';
  }
  yield servers >= bounds.manyServers ? 'many-servers' : 'few-servers';
  if (answers.setUp === 'by-hand') yield 'by-hand';
  if (answers.setUp === 'automated') yield 'automated';
  if (answers.liveData) yield 'live-data';
  const { windowHours } = answers;
  if (windowHours === undefined) yield 'window-unknown';
  else if (windowHours === 0) yield 'no-standstill';
  else if (estimate.perServer.toMs > windowHours * 3_600_000) yield 'window-short';
}

const order: readonly Weight[] = ['against', 'mind', 'for'];

/** All that speaks against, must be minded, or speaks for it; in this order. */
export function reasonsFor(answers: AssessAnswers, os: OperatingSystem, estimate: Estimate): Reason[] {
  const ids: ReasonId[] = [
    ...(answers.from === 'alibaba' ? (['already-in-cloud'] as const) : []),
    ...ofEffort(answers, estimate),
    ...ofDisks(answers),
    ...ofSystem(answers, os),
  ];
  return ids
    .map((id) => ({ id, weight: table[id][0], source: table[id][1] }))
    .sort((one, other) => order.indexOf(one.weight) - order.indexOf(other.weight));
}
