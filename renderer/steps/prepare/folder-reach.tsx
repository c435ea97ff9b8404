/** Whether a folder, mounted share or not, can be reached from this machine, and how much room it has. */
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { FolderReach } from '../../../contract/prepare.ts';
import { usePage } from '../../state/use-page.ts';
import { useTask } from '../../state/use-task.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

/** `folder` is where it was said to be mounted; another one can be typed. */
export function ReachTest({ folder }: { folder: string }): ReactNode {
  const { prepare } = useWords();
  const page = usePage();
  const task = useTask();
  const [typed, setTyped] = useState<string>();
  const [answer, setAnswer] = useState<{ of: string; reach: FolderReach }>();
  const asked = (typed ?? folder).trim();
  const ask = (): void =>
    void task.run(async () => {
      setAnswer(undefined);
      setAnswer({ of: asked, reach: await page.actions.core()['prepare.reach']({ folder: asked }) });
    });
  return (
    <section className="card" aria-labelledby="reach">
      <h3 id="reach">{prepare.reachTitle}</h3>
      <p className="quiet">{prepare.reachAbout}</p>
      <div className="choose-path">
        <Input
          className="code"
          aria-label={prepare.reachFolder}
          value={typed ?? folder}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={ask}
        />
        <Button disabled={asked === ''} loading={task.running} onClick={ask}>
          {prepare.reachTry}
        </Button>
      </div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {answer !== undefined && <Answer of={answer.of} reach={answer.reach} />}
    </section>
  );
}

function Answer({ of, reach }: { of: string; reach: FolderReach }): ReactNode {
  const { prepare } = useWords();
  const say = useSay();
  if (reach.at === 'not-reached')
    return (
      <Notice tone="bad" title={prepare.notReached(of)}>
        <p>
          {prepare.reachBecause[reach.because]} {reach.detail !== '' && <code>{reach.detail}</code>}
        </p>
      </Notice>
    );
  const { freeBytes, totalBytes, writable, network } = reach;
  return (
    <Notice tone={writable ? 'good' : 'mind'} title={prepare.reached(of)}>
      <p>
        {prepare.room(say.bytes(freeBytes), say.bytes(totalBytes))} {prepare.networks[network]}{' '}
        {!writable && prepare.notWritable}
      </p>
    </Notice>
  );
}
