/** Compares the ways into the cloud for these answers: which fits, how long it takes, and how much of it is handwork. */
import type { AssessAnswers, MigrationWay, RangeMs, Verdict } from '../../../../contract/assess.ts';
import { times, uploadTime, type Estimate } from './estimate.ts';
import type { Reason, ReasonId } from './reasons.ts';

const hourMs = 3_600_000;
const hours = (from: number, to: number): RangeMs => ({ fromMs: from * hourMs, toMs: to * hourMs });
/** Handwork for one server, in hours; our judgement. */
const handsPerServer: { readonly [W in MigrationWay]: RangeMs } = {
  image: hours(1.5, 5),
  smc: hours(0.5, 2),
  'file-sync': hours(1, 4),
  redeploy: hours(4, 24),
  'cloud-copy': hours(0.25, 0.5),
};
/** Redeploying what is described by code. */
const automatedHands = hours(0.5, 3);

export interface Way {
  readonly way: MigrationWay;
  readonly fits: 'best' | 'possible' | 'no';
  readonly elapsed?: RangeMs;
  readonly hands: RangeMs;
}

/** The way we would take. */
function bestWay(answers: AssessAnswers, verdict: Verdict, has: (id: ReasonId) => boolean): MigrationWay {
  if (answers.from === 'alibaba') return 'cloud-copy';
  if (answers.setUp === 'automated' && (verdict === 'another-way' || has('many-servers'))) return 'redeploy';
  if (verdict !== 'another-way') return 'image';
  // what cannot be brought as it is must be set up anew; Server Migration Center has the same list of systems
  if (has('os-refused') || has('bits-unfit')) return 'redeploy';
  if (has('line-hopeless') || has('many-servers-thin-line')) return answers.setUp === 'by-hand' ? 'smc' : 'redeploy';
  return 'smc';
}

/** All ways, the best first. */
export function waysFor(answers: AssessAnswers, verdict: Verdict, reasons: readonly Reason[], estimate: Estimate): Way[] {
  const has = (id: ReasonId) => reasons.some((reason) => reason.id === id);
  const best = bestWay(answers, verdict, has);
  const inCloud = answers.from === 'alibaba';
  const possible: { readonly [W in MigrationWay]: boolean } = {
    image: !['already-in-cloud', 'os-refused', 'system-too-large', 'live-data', 'no-standstill', 'bits-unfit'].some((id) => has(id as ReasonId)),
    smc: !inCloud && !has('os-refused'),
    'file-sync': !inCloud && answers.dataDisksGiB.length > 0,
    redeploy: true,
    'cloud-copy': inCloud,
  };
  const { line } = answers;
  const lineTime = line.known === 'no' ? undefined : uploadTime(estimate.uploadBytes, line.mbitPerSecond);
  const copying = (way: MigrationWay) => (lineTime === undefined ? undefined : times({ fromMs: lineTime.fromMs + handsPerServer[way].fromMs, toMs: lineTime.toMs + handsPerServer[way].toMs }, answers.servers));
  const elapsed: { readonly [W in MigrationWay]: RangeMs | undefined } = {
    image: estimate.complete ? estimate.allServers : undefined,
    smc: copying('smc'),
    'file-sync': copying('file-sync'),
    redeploy: times(answers.setUp === 'automated' ? automatedHands : handsPerServer.redeploy, answers.servers),
    'cloud-copy': times(hours(0.25, 3), answers.servers),
  };
  const ways: MigrationWay[] = ['image', 'smc', 'file-sync', 'redeploy', ...(inCloud ? (['cloud-copy'] as const) : [])];
  return [best, ...ways.filter((way) => way !== best)].map((way) => {
    const time = elapsed[way];
    return {
      way,
      fits: way === best ? 'best' : possible[way] ? 'possible' : 'no',
      ...(time === undefined ? {} : { elapsed: time }),
      hands: times(way === 'redeploy' && answers.setUp === 'automated' ? automatedHands : handsPerServer[way], answers.servers),
    };
  });
} // prettier-ignore
