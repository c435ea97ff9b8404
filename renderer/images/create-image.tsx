/** Makes an image of a server here, or of snapshots, one of them of a system disk. */
import { Button, Checkbox, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Place } from '../state/images-route.ts';
import { go } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../words/use-words.ts';
import { ImageNameField, imageNameFits } from './image-name-field.tsx';
import { ServerField } from './server-field.tsx';
import { SnapshotChoice, snapshotsFit } from './snapshot-choice.tsx';

export function CreateImage({ place }: { place: Place }): ReactNode {
  const words = useWords();
  const { make } = words.images;
  const { actions } = usePage();
  const task = useTask();
  const [kind, setKind] = useState<'instance' | 'snapshots'>('instance');
  const [instanceId, setInstanceId] = useState<string>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [name, setName] = useState('');
  const [check, setCheck] = useState(true);
  const [snapshots] = useLoaded(kind === 'snapshots' ? kind : undefined, () =>
    actions.core()['images.snapshots'](place),
  );
  const finished = snapshots.at === 'known' ? snapshots.value.filter(({ status }) => status === 'accomplished') : [];
  const source =
    kind === 'instance'
      ? instanceId === undefined
        ? undefined
        : ({ kind, instanceId } as const)
      : snapshotsFit(finished, chosen)
        ? { kind, snapshotIds: [...chosen] }
        : undefined;
  const start = async (): Promise<void> => {
    if (source === undefined) return;
    const { imageId } = await actions.core()['images.create']({ ...place, name, source, check });
    go({ at: 'images', place, view: { show: 'image', id: imageId, part: 'about' } });
  };
  return (
    <section className="card" aria-labelledby="make-image">
      <h2 id="make-image">{make.title}</h2>
      <p>{make.intro}</p>
      <div className="fields">
        <Field label={make.source} wide>
          {(wire) => (
            <Radio.Group
              id={wire.id}
              name="source"
              aria-label={make.source}
              value={kind}
              onChange={(event) => setKind(event.target.value === 'snapshots' ? 'snapshots' : 'instance')}
              options={(['instance', 'snapshots'] as const).map((value) => ({
                value,
                label: make.sources[value],
              }))}
            />
          )}
        </Field>
        {kind === 'instance' ? (
          <ServerField
            place={place}
            label={make.server}
            value={instanceId}
            onChange={(server) => {
              setInstanceId(server.instanceId);
              if (name === '') setName(`${server.name}-image`);
            }}
          />
        ) : (
          <Field label={make.snapshots} help={make.consistent} wide>
            {(wire) => (
              <SnapshotChoice
                id={wire.id}
                loading={snapshots.at === 'loading'}
                snapshots={finished}
                chosen={chosen}
                onChange={setChosen}
              />
            )}
          </Field>
        )}
        <ImageNameField label={make.name} value={name} onChange={setName} />
        <Checkbox checked={check} onChange={(event) => setCheck(event.target.checked)}>
          {make.check}
        </Checkbox>
      </div>
      <p className="quiet">{make.cost}</p>
      {snapshots.at === 'failed' && <FailureNotice failure={snapshots.failure} />}
      {kind === 'snapshots' && chosen.length > 0 && source === undefined && (
        <Notice tone="mind" title={chosen.length > 17 ? make.atMost : make.oneSystem} />
      )}
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      <div className="buttons">
        <Button
          type="primary"
          loading={task.running}
          disabled={source === undefined || !imageNameFits(name)}
          onClick={() => void task.run(start)}
        >
          {make.start}
        </Button>
        <Button onClick={() => go({ at: 'images', place })}>{words.common.cancel}</Button>
      </div>
    </section>
  );
}
