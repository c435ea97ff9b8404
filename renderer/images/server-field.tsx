/** Chooses one of the servers of a place, and says what to mind while it runs. */
import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { InstanceView } from '../../contract/images.ts';
import type { Place } from '../state/images-route.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSay, useWords } from '../words/use-words.ts';

export interface ServerFieldProps {
  place: Place;
  label: string;
  value: string | undefined;
  onChange(server: InstanceView): void;
}

export function ServerField({ place, label, value, onChange }: ServerFieldProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const { make } = words.images;
  const { actions } = usePage();
  const [servers] = useLoaded(`${place.account} ${place.region}`, () => actions.core()['images.instances'](place));
  const known = servers.at === 'known' ? servers.value : [];
  const server = known.find(({ instanceId }) => instanceId === value);
  return (
    <>
      <Field
        label={label}
        required
        missing={value === undefined}
        help={servers.at === 'known' && known.length === 0 ? make.noServers : undefined}
      >
        {(wire) => (
          <Select
            {...wire}
            loading={servers.at === 'loading'}
            showSearch={{ optionFilterProp: 'label' }}
            {...(value === undefined ? {} : { value })}
            onChange={(id: string) => {
              const chosen = known.find(({ instanceId }) => instanceId === id);
              if (chosen !== undefined) onChange(chosen);
            }}
            options={known.map(({ instanceId, name }) => ({
              value: instanceId,
              label: `${name}${say.aside(instanceId)}`,
            }))}
          />
        )}
      </Field>
      {server !== undefined && server.status !== 'Stopped' && (
        <div className="field-wide">
          <Notice tone="mind" title={make.running}>
            <p>{make.runningText}</p>
          </Notice>
        </div>
      )}
      {servers.at === 'failed' && (
        <div className="field-wide">
          <FailureNotice failure={servers.failure} />
        </div>
      )}
    </>
  );
}
