/** The log of a job, folded: read only while it is open. */
import { useState, type ReactNode } from 'react';
import type { Log } from '../state/page-state.ts';
import { useNow } from '../state/use-page.ts';
import { useSay, useWords } from '../words/use-words.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useLog } from './use-log.ts';
import './parts.css';

export function JobLog({ log }: { log: Log }): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const { lines, failure } = useLog(log, open);
  return (
    <details className="log" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.run.log}</summary>
      {failure !== undefined && <FailureNotice failure={failure} />}
      {open && lines.length === 0 && failure === undefined && <p className="quiet">{words.run.logEmpty}</p>}
      {lines.length > 0 && (
        // Reachable by keyboard, because it scrolls.
        <div className="log-lines" role="log" aria-label={words.run.log} tabIndex={0}>
          {lines.map((line, index) => (
            <div key={index} className={`log-line log-${line.level}`}>
              <span className="quiet">{say.time(line.when, now)}</span> <span>{words.run.level[line.level]}</span>{' '}
              <span>{line.stage === undefined ? '' : say.stage(line.stage)}</span> <strong>{line.event}</strong>{' '}
              {Object.entries(line.facts)
                .map(([name, value]) => `${name}=${String(value)}`)
                .join(' ')}
            </div>
          ))}
        </div>
      )}
    </details>
  );
}
