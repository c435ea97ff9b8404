/** One move: its three steps with one progress, what it waits for, and the start of the new server. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { MoveView } from '../../contract/moves.ts';
import type { Place } from '../state/images-route.ts';
import { go } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import { JobLog } from '../parts/job-log.tsx';
import { Busy } from '../ui/busy.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Mark } from '../ui/mark.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../words/use-words.ts';
import { InstanceCard } from './instance-card.tsx';
import { moveTones, useWay } from './move-list.tsx';
import { MoveSteps } from './move-steps.tsx';
import { TrialForm } from './trial-form.tsx';

export function MovePage({ place, id }: { place: Place; id: string }): ReactNode {
  const words = useWords();
  const { moves } = words;
  const page = usePage();
  const { actions } = page;
  const way = useWay();
  const task = useTask();
  const { known, list } = useStore(page.moves.store);
  const move = list.find((one) => one.id === id);
  const toList = (): void => go({ at: 'images', place, view: { show: 'moves' } });
  if (!known) return <Busy>{words.common.loading}</Busy>;
  if (move === undefined)
    return <Notice tone="mind" title={moves.gone} actions={<Button onClick={toList}>{moves.back}</Button>} />;
  const resume = (): void => void task.run(() => actions.core()['moves.resume']({ id }));
  const { state, server } = move;
  return (
    <div className="image-parts">
      <section className="card" aria-labelledby="move">
        <div className="card-head">
          <div className="image-head">
            <h2 id="move">{moves.heading(server)}</h2>
            <Mark tone={moveTones[state.at]}>{moves.state[state.at]}</Mark>
          </div>
          {state.at !== 'running' && (
            <ConfirmButton
              label={moves.forget}
              title={moves.forgetTitle(server)}
              text={moves.forgetText}
              yes={moves.forget}
              onYes={async () => {
                await actions.core()['moves.forget']({ id });
                toList();
              }}
            />
          )}
        </div>
        <p className="quiet">{way(move.wish)}</p>
        <MoveSteps move={move} />
        {state.at === 'interrupted' && (
          <Notice
            tone="mind"
            title={moves.state.interrupted}
            actions={
              <Button type="primary" loading={task.running} onClick={resume}>
                {moves.resume}
              </Button>
            }
          >
            <p>{moves.interruptedText}</p>
          </Notice>
        )}
        {state.at === 'failed' && (
          <FailureNotice
            failure={state.failure}
            actions={
              <Button loading={task.running} onClick={resume}>
                {moves.retry}
              </Button>
            }
          />
        )}
        {task.failure !== undefined && <FailureNotice failure={task.failure} />}
        <JobLog log={{ id, call: 'moves.log' }} />
      </section>
      {state.at === 'launch' && <LaunchForm move={move} />}
      {move.instance !== undefined && (
        <>
          {state.at === 'done' && (
            <Notice tone="good" title={moves.doneTitle}>
              <p>{moves.doneText}</p>
            </Notice>
          )}
          <InstanceCard instance={move.instance} />
        </>
      )}
    </div>
  );
}

/** Asks for the image and the server's network first: the form's proposals depend on them. */
function LaunchForm({ move }: { move: MoveView }): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const { wish, arrivedImageId: imageId = '' } = move;
  const whose = wish.across === 'account' ? 'others' : 'self';
  const [loaded, again] = useLoaded(imageId, async () => {
    const core = actions.core();
    const images = await core['images.list']({ ...wish.to, whose });
    const servers = wish.across === 'vpc' ? await core['images.instances'](wish.from) : [];
    return {
      image: images.find((one) => one.imageId === imageId),
      awayFrom: servers.find(({ instanceId }) => instanceId === wish.instanceId)?.networkId,
    };
  });
  if (loaded.at === 'loading') return <Busy>{words.trial.loading}</Busy>;
  if (loaded.at === 'failed')
    return <FailureNotice failure={loaded.failure} actions={<Button onClick={again}>{words.common.retry}</Button>} />;
  const { image, awayFrom } = loaded.value;
  if (image === undefined)
    return (
      <Notice tone="bad" title={words.images.gone}>
        <p>{words.images.goneText}</p>
      </Notice>
    );
  return (
    <TrialForm
      place={wish.to}
      image={image}
      name={move.server}
      awayFrom={awayFrom}
      title={words.moves.launchTitle}
      intro={words.moves.launchIntro}
      onStart={async (wanted) => {
        await actions.core()['moves.launch']({ id: move.id, wish: wanted });
      }}
    />
  );
}
