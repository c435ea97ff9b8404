/** Trial instances of an image: those there are, as the cloud says, and starting another one. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { InstanceView } from '../../contract/images.ts';
import { usePage } from '../state/use-page.ts';
import { useWatched } from './use-watched.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useWords } from '../words/use-words.ts';
import type { OneImage } from './image-page.tsx';
import { InstanceCard, isStarting } from './instance-card.tsx';
import { TrialForm } from './trial-form.tsx';

export function TrialPart({ place, image }: OneImage): ReactNode {
  const { trial } = useWords();
  const { actions } = usePage();
  const { account, region } = place;
  const [another, setAnother] = useState(false);
  // One token for each start: if the answer is lost, asking again starts no second instance.
  const [token, setToken] = useState(() => crypto.randomUUID());
  // It may take a moment until ECS lists what it has just started.
  const [started, setStarted] = useState<InstanceView>();
  const [found, again] = useWatched(
    image.imageId,
    async () => {
      const all = await actions.core()['images.instances']({ account, region });
      const listed = all.filter(({ imageId }) => imageId === image.imageId);
      const isListed = listed.some(({ instanceId }) => instanceId === started?.instanceId);
      return started === undefined || isListed ? listed : [started, ...listed];
    },
    (list) => list.some(isStarting),
  );
  const instances = found.at === 'known' ? found.value : [];
  return (
    <>
      {found.at === 'failed' && <FailureNotice failure={found.failure} />}
      {instances.map((instance) => (
        <InstanceCard
          key={instance.instanceId}
          instance={instance}
          onRelease={async (name) => {
            await actions.core()['trial.release']({ ...place, instanceId: instance.instanceId, name });
            setStarted(undefined);
            again();
          }}
        />
      ))}
      {found.at !== 'loading' &&
        (instances.length === 0 || another ? (
          <TrialForm
            place={place}
            image={image}
            name={`${image.name}-trial`.slice(0, 128)}
            title={trial.title}
            intro={trial.intro}
            onStart={async (wish) => {
              setStarted(await actions.core()['trial.start']({ ...place, wish, token }));
              setToken(crypto.randomUUID());
              setAnother(false);
              again();
            }}
          />
        ) : (
          <div className="buttons">
            <Button onClick={() => setAnother(true)}>{trial.another}</Button>
          </div>
        ))}
    </>
  );
}
