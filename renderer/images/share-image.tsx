/** Who an image is shared with: adding account IDs, and ending it again. */
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import { Busy } from '../ui/busy.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';
import type { OneImage } from './image-page.tsx';

/** ECS: an image can be shared with fifty accounts. */
const most = 50;
/** The practice cloud's second account (its documentation). */
const practiceSecondId = '1000000000000002';

export function ShareImage({ place, image, own }: OneImage): ReactNode {
  const words = useWords();
  const { share } = words.images;
  const page = usePage();
  const { account, region } = place;
  const { imageId } = image;
  const one = { account, region, imageId };
  const isPractice = useStore(page.accounts, (state) => state.list)?.some(
    ({ name, kind }) => name === account && kind === 'practice',
  );
  const [changed, setChanged] = useState<readonly string[]>();
  const [loaded, again] = useLoaded(own ? imageId : undefined, () => page.actions.core()['images.shares'](one));
  const task = useTask();
  const [text, setText] = useState('');
  if (!own) return <p className="quiet">{share.notOwn}</p>;
  if (loaded.at === 'loading') return <Busy>{words.common.loading}</Busy>;
  if (loaded.at === 'failed')
    return <FailureNotice failure={loaded.failure} actions={<Button onClick={again}>{words.common.retry}</Button>} />;
  const shared = changed ?? loaded.value;
  const left = most - shared.length;
  const ids = text.split(/[\s,;，；]+/).filter((id) => id !== '');
  const wrong = ids.find((id) => !/^\d{16}$/.test(id));
  const added = ids.filter((id) => !shared.includes(id));
  const problem = wrong !== undefined ? share.idWrong(wrong) : added.length > left ? share.tooMany(left) : undefined;
  const change = (add: string[], remove: string[]): Promise<boolean> =>
    task.run(async () => setChanged(await page.actions.core()['images.share']({ ...one, add, remove })));
  const submit = async (): Promise<void> => {
    if (ids.length > 0 && problem === undefined && (await change(added, []))) setText('');
  };
  return (
    <section className="card" aria-labelledby="share-image">
      <h3 id="share-image">{share.title}</h3>
      <p>{share.intro}</p>
      <h4>{share.with}</h4>
      {shared.length === 0 ? (
        <p className="quiet">{share.nobody}</p>
      ) : (
        <ul className="share-list" aria-label={share.with}>
          {shared.map((id) => (
            <li key={id}>
              <code>{id}</code>
              <Button
                size="small"
                aria-label={share.endWith(id)}
                disabled={task.running}
                onClick={() => void change([], [id])}
              >
                {share.end}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Field label={share.ids} help={share.idsHelp(left)} problem={problem} wide>
        {(wire) => (
          <div className="choose-path">
            <Input
              {...wire}
              className="code"
              value={text}
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
              onPressEnter={() => void submit()}
            />
            <Button
              type="primary"
              loading={task.running}
              disabled={ids.length === 0 || problem !== undefined}
              onClick={() => void submit()}
            >
              {share.add}
            </Button>
          </div>
        )}
      </Field>
      {isPractice === true && <p className="quiet">{share.practiceHint(practiceSecondId)}</p>}
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
    </section>
  );
}
