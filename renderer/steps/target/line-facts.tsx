/** What measuring the network found, and the ways into the bucket that are open where this one is not. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { OssEndpoint } from '../../../contract/network.ts';
import type { NetworkReport } from '../../../contract/target.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

export interface LineFactsProps {
  report: NetworkReport;
  uploadBytes: number | undefined;
  endpoint: OssEndpoint | undefined;
  onUse(endpoint: OssEndpoint): void;
}

/** Clocks that differ by less are as good as the same. */
const clockNoticedMs = 1_000;

export function LineFacts({ report, uploadBytes, endpoint, onUse }: LineFactsProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const { bytesPerSecond, latencyMs, clockAheadMs } = report;
  const nameOf = (one: OssEndpoint): string => (typeof one === 'string' ? words.line.endpoints[one] : one.domain);
  const clock = say.duration(Math.abs(clockAheadMs));
  return (
    <>
      {report.failure !== undefined && <FailureNotice failure={report.failure} />}
      <FactList
        facts={[
          [words.line.host, <code key="host">{report.host}</code>],
          [words.line.proxy, report.proxy === undefined ? words.line.noProxy : <code>{report.proxy}</code>],
          [words.line.latency, latencyMs === undefined ? undefined : words.line.milliseconds(Math.round(latencyMs))],
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
              : words.line.takes(say.duration((uploadBytes / bytesPerSecond) * 1_000), say.bytes(uploadBytes)),
          ],
        ]}
      />
      {report.endpoints.length > 0 && (
        <>
          <h4>{words.line.endpointsTitle}</h4>
          <ul className="endpoints">
            {report.endpoints.map((one) => (
              <li key={nameOf(one.endpoint)}>
                <Mark tone={one.works ? 'good' : 'bad'}>
                  {one.works ? words.line.endpointWorks : words.line.endpointClosed}
                </Mark>
                <span>
                  {nameOf(one.endpoint)}
                  {one.failure !== undefined && <span className="quiet"> – {say.failure(one.failure).title}</span>}
                </span>
                {one.works &&
                  (JSON.stringify(one.endpoint) === JSON.stringify(endpoint ?? 'public') ? (
                    <span className="quiet">{words.line.inUse}</span>
                  ) : (
                    <Button
                      size="small"
                      aria-label={words.line.useEndpoint(nameOf(one.endpoint))}
                      onClick={() => onUse(one.endpoint)}
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
