/** Details of the upload: speed over time, parts in flight, what failed and why and what happens next. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { MigrationView } from '../../../contract/migrations.ts';
import type { TransferFacts } from '../../../contract/stages.ts';
import { CapField } from '../../parts/cap-field.tsx';
import { HoursField } from '../../parts/hours-field.tsx';
import { useNow, usePage, useProgress } from '../../state/use-page.ts';
import { useSpeeds } from './use-speeds.ts';
import { SpeedGraph } from './speed-graph.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

/** Shown until the upload is behind: its cap and hours can be set before it begins. */
export function TransferPanel({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const progress = useProgress(view.id);
  const upload = view.stages.upload.at;
  if (upload === 'done' || upload === 'skipped' || view.status === 'cancelled') return null;
  const facts = progress?.stage === 'upload' ? progress.transfer : undefined;
  return (
    <section className="card line" aria-labelledby="line">
      <h3 id="line">{words.line.title}</h3>
      {upload !== 'pending' && <Graph id={view.id} />}
      {facts !== undefined && <Parts facts={facts} running={upload === 'running'} />}
      <div className="fields">
        <CapField />
        <HoursField />
      </div>
    </section>
  );
}

function Graph({ id }: { id: string }): ReactNode {
  const words = useWords();
  const say = useSay();
  const page = usePage();
  const now = useNow();
  const speeds = useSpeeds(id);
  const cap = useStore(page.settings, ({ transfer }) => transfer?.capBytesPerSecond);
  const last = speeds.at(-1);
  const fastest = Math.max(...speeds.map((one) => one.bytesPerSecond));
  return (
    <figure className="speed-figure">
      <figcaption className="quiet">{words.line.speedTitle}</figcaption>
      <SpeedGraph
        label={
          last === undefined
            ? words.line.speedNone
            : words.line.speedOf(say.rate(last.bytesPerSecond), say.rate(fastest))
        }
        speeds={speeds}
        // The newest point may be a little younger than the second that is counted.
        untilMs={Math.max(now, last?.at ?? 0)}
        cap={cap}
        topLabel={say.rate}
        bottomLabel="0"
      />
    </figure>
  );
}

function Parts({ facts, running }: { facts: TransferFacts; running: boolean }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { atOnce, sending, partBytes, retries, sentInVainBytes, lastRetry } = facts;
  const size = say.bytes(partBytes);
  return (
    <div className="parts">
      {running && <div>{words.line.parts(sending, atOnce, size)}</div>}
      <div className="quiet">
        {retries === 0 ? words.line.noRetries : words.line.retries(retries, say.bytes(sentInVainBytes))}
      </div>
      {lastRetry !== undefined && <LastRetry retry={lastRetry} running={running} />}
    </div>
  );
}

function LastRetry({
  retry,
  running,
}: {
  retry: NonNullable<TransferFacts['lastRetry']>;
  running: boolean;
}): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  const { when, failure, failedTries, waitMs, partNumber } = retry;
  const { title, happened } = say.failure(failure);
  const leftMs = Date.parse(when) + waitMs - now;
  const what = partNumber === undefined ? words.line.noPart : words.line.part(partNumber);
  return (
    <div className="retry">
      <strong>{words.line.lastRetry}</strong> {words.line.retryAt(say.time(when, now), what, title)} {happened}{' '}
      {running &&
        (leftMs > 0 ? words.line.retryIn(say.duration(leftMs), failedTries) : words.line.retriedNow(failedTries))}
    </div>
  );
}
