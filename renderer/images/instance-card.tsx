/** An instance: how far its start is, its address, how to connect to it, and its release by name. */
import type { ReactNode } from 'react';
import type { InstanceView } from '../../contract/images.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { Busy } from '../ui/busy.tsx';
import { Mark, type MarkTone } from '../ui/mark.tsx';
import { TextBlock } from '../ui/text-block.tsx';
import { TypedConfirm } from '../ui/typed-confirm.tsx';
import { useWords } from '../words/use-words.ts';

const tones: Readonly<Record<string, MarkTone>> = {
  Pending: 'busy',
  Starting: 'busy',
  Running: 'good',
  Stopping: 'mind',
  Stopped: 'mind',
};

export const isStarting = ({ status }: InstanceView): boolean =>
  status === 'Pending' || status === 'Starting' || status === 'Stopping';

export interface InstanceCardProps {
  instance: InstanceView;
  /** Absent where it is not released from here. */
  onRelease?: (name: string) => Promise<unknown>;
}

export function InstanceCard({ instance, onRelease }: InstanceCardProps): ReactNode {
  const { trial, images } = useWords();
  const { facts } = trial;
  const { name, instanceId, publicIp, privateIp, status } = instance;
  const names: Readonly<Record<string, string>> = trial.status;
  return (
    <article className="card" aria-label={name}>
      <header className="instance-head">
        <h3>{name}</h3>
        <Mark tone={tones[status] ?? 'quiet'}>{names[status] ?? status}</Mark>
      </header>
      {isStarting(instance) && <Busy>{trial.waiting}</Busy>}
      <FactList
        facts={[
          [facts.id, <code key="id">{instanceId}</code>],
          [facts.type, instance.instanceType],
          [facts.zone, instance.zone],
          [
            facts.publicIp,
            publicIp === '' ? (
              <span className="quiet">{trial.noPublic}</span>
            ) : (
              <span className="row-line">
                <code>{publicIp}</code>
                <CopyButton text={publicIp} what={facts.publicIp} />
              </span>
            ),
          ],
          [facts.privateIp, privateIp !== '' && <code>{privateIp}</code>],
        ]}
      />
      {status === 'Running' && <Connect instance={instance} />}
      {onRelease !== undefined && (
        <div className="buttons">
          <TypedConfirm
            label={trial.release}
            named={trial.releaseOf(name)}
            title={trial.releaseTitle(name)}
            text={trial.releaseText}
            ask={images.typeName(name)}
            name={name}
            yes={trial.releaseYes}
            onYes={onRelease}
          />
        </div>
      )}
    </article>
  );
}

function Connect({ instance: { osType, publicIp, privateIp } }: { instance: InstanceView }): ReactNode {
  const { trial } = useWords();
  const address = publicIp === '' ? privateIp : publicIp;
  const way = osType === 'windows' ? trial.windows : trial.linux;
  return (
    <>
      <h4>{trial.connect}</h4>
      <p>{way.intro}</p>
      <TextBlock text={way.command(address)} what={trial.connect} />
      <p>{way.port}</p>
      <p className="quiet">{trial.silent}</p>
    </>
  );
}
