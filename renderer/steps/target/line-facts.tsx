/** What measuring the network found, and the ways into the bucket that are open where this one is not. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { OssDoor } from '../../../contract/network.ts';
import type { LineReport } from '../../../contract/target.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

export interface LineFactsProps {
  report: LineReport;
  uploadBytes: number | undefined;
  door: OssDoor | undefined;
  onUse(door: OssDoor): void;
}

/** Clocks that differ by less are as good as the same. */
const clockNoticedMs = 1_000;

export function LineFacts({ report, uploadBytes, door, onUse }: LineFactsProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const { bytesPerSecond, latencyMs, clockAheadMs } = report;
  const nameOf = (one: OssDoor): string => (typeof one === 'string' ? words.line.doors[one] : one.domain);
  const clock = say.duration(Math.abs(clockAheadMs));
  return (
    <>
      {report.failure !== undefined && <FailureNotice failure={report.failure} />}
      <FactList
        facts={[
          [words.line.host, <code key="host">{report.host}</code>],
          [words.line.proxy, report.proxy === undefined ? words.line.noProxy : <code>{report.proxy}</code>],
          [
            words.line.latency,
            latencyMs === undefined ? undefined : words.line.milliseconds(Math.round(latencyMs)),
          ],
          [words.line.speed, bytesPerSecond === undefined ? undefined : say.rate(bytesPerSecond)],
          [
            words.line.clock,
            Math.abs(clockAheadMs) < clockNoticedMs
              ? words.line.clockRight
              : clockAheadMs > 0
                ? words.line.clockAhead(clock)
                : words.line.clockBehind(clock),
          ],
          [
            words.line.upload,
            uploadBytes === undefined || bytesPerSecond === undefined || bytesPerSecond === 0
              ? undefined
              : words.line.takes(
                  say.duration((uploadBytes / bytesPerSecond) * 1_000),
                  say.bytes(uploadBytes),
                ),
          ],
        ]}
      />
      {report.doors.length > 0 && (
        <>
          <h4>{words.line.doorsTitle}</h4>
          <ul className="doors">
            {report.doors.map((one) => (
              <li key={nameOf(one.door)}>
                <Mark tone={one.works ? 'good' : 'bad'}>
                  {one.works ? words.line.doorWorks : words.line.doorClosed}
                </Mark>
                <span>
                  {nameOf(one.door)}
                  {one.failure !== undefined && (
                    <span className="quiet"> – {say.failure(one.failure).title}</span>
                  )}
                </span>
                {one.works &&
                  (JSON.stringify(one.door) === JSON.stringify(door ?? 'public') ? (
                    <span className="quiet">{words.line.inUse}</span>
                  ) : (
                    <Button
                      size="small"
                      aria-label={words.line.useDoor(nameOf(one.door))}
                      onClick={() => onUse(one.door)}
                    >
                      {words.line.use}
                    </Button>
                  ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
