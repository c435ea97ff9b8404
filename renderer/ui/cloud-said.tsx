/** The cloud's own words beside ours: code, message and request number as they came, to be given to support. */
import type { ReactNode } from 'react';
import type { FailureView } from '../../contract/failure.ts';
import { useWords } from '../words/use-words.ts';
import { CopyButton } from './copy-button.tsx';

/** Nothing where the cloud said nothing. */
export function CloudSaid({ failure }: { failure: FailureView }): ReactNode {
  const words = useWords();
  const facts: Readonly<Record<string, unknown>> = failure.facts;
  const fact = (name: string): string => (typeof facts[name] === 'string' ? facts[name] : '');
  const [code, message, requestId, taskId] = ['code', 'message', 'requestId', 'taskId'].map(fact);
  if (!requestId && !taskId && !message) return null;
  const own = [code, message].filter(Boolean).join(': ');
  const numbers = [
    requestId && `${words.cloudSaid.request} ${requestId}`,
    taskId && `${words.cloudSaid.task} ${taskId}`,
  ].filter(Boolean);
  return (
    <div className="cloud-said">
      {own !== '' && (
        <>
          <span className="quiet">{words.cloudSaid.own}</span> <code>{own}</code>
        </>
      )}{' '}
      {numbers.map((number) => (
        <code key={number} className="quiet">
          {number}{' '}
        </code>
      ))}
      <CopyButton text={[own, ...numbers].filter(Boolean).join('\n')} what={words.cloudSaid.what} />
    </div>
  );
}
