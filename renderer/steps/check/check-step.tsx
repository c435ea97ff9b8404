/** The step Check: looks inside the disks, shows what was found in three groups, and asks before a strong one is accepted. */
import { Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { disksSettled } from '../../state/disks.ts';
import { checkedDisks, openCount } from '../../state/inside.ts';
import { go, hashOf } from '../../state/route.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Busy } from '../../ui/busy.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { fileNameFrom, saveFile } from '../../ui/save-file.ts';
import { useSay, useWords } from '../../words/use-words.ts';
import { FindingGroups } from './finding-groups.tsx';
import { findingsText } from './findings.ts';
import { GuestFacts } from './guest-facts.tsx';
import { GuestFiles } from './guest-files.tsx';
import { NothingInside } from './nothing-inside.tsx';
import './check.css';

export function CheckStep({ id, wizard }: { id: string; wizard: Wizard }): ReactNode {
  const { check } = useWords();
  const state = useStore(wizard.store);
  const { inside, draft } = state;
  const settled = disksSettled(state);
  const objects = draft.existing !== undefined;
  const askNow = settled && inside.at === 'not-asked';
  useEffect(() => {
    if (askNow) void wizard.lookInside();
  }, [askNow, wizard]);
  const disks = checkedDisks(state);
  const open = openCount(state, draft.accepted);
  const busy = inside.at === 'running' || inside.at === 'not-asked';
  const again = (
    <Button size="small" onClick={() => void wizard.lookInside()}>
      {check.again}
    </Button>
  );
  return (
    <>
      <h2>{check.title}</h2>
      <p className="quiet">{check.intro}</p>
      {!settled && <p role="status">{objects ? check.objects : check.noDisks}</p>}
      {settled && busy && (
        <section className="card">
          <Busy>{check.looking(disks.map(({ name }) => name).join(', '))}</Busy>
          <p className="quiet">{check.lookingHow}</p>
          <Button size="small" onClick={wizard.stopLooking}>
            {check.stop}
          </Button>
        </section>
      )}
      {inside.at === 'cancelled' && (
        <Notice tone="mind" title={check.cancelled} actions={again}>
          <p>{check.cancelledLong}</p>
        </Notice>
      )}
      {inside.at === 'failed' && <FailureNotice failure={inside.failure} actions={again} />}
      {inside.at === 'known' && (
        <>
          <Found id={id} wizard={wizard} again={again} />
          <GuestFiles disks={state.disks} />
        </>
      )}
      <footer className="step-foot">
        <Button href={hashOf({ at: 'wizard', id, step: 'disks' })}>{check.back}</Button>
        <span className="spring quiet" role="status">
          {busy ? settled && check.hintLooking : open > 0 && check.hintOpen(open)}
        </span>
        <Button
          type="primary"
          disabled={!objects && (!settled || busy || open > 0)}
          onClick={() => go({ at: 'wizard', id, step: 'target' })}
        >
          {check.next}
        </Button>
      </footer>
    </>
  );
}

function Found({ id, wizard, again }: { id: string; wizard: Wizard; again: ReactNode }): ReactNode {
  const words = useWords();
  const say = useSay();
  const state = useStore(wizard.store);
  const disks = checkedDisks(state);
  const { check } = words;
  const text = findingsText(disks, say, words);
  const guest = disks[0]?.report?.guest;
  return (
    <>
      <div className="buttons check-buttons">
        {again}
        <CopyButton text={text} what={check.copyAll} label={check.copyAll} />
        <Button
          size="small"
          onClick={() => saveFile(fileNameFrom(state.draft.name, '-findings.txt'), 'text/plain', text)}
        >
          {check.save}
        </Button>
      </div>
      {disks.map((disk) => (
        <NothingInside key={disk.key} disk={disk} />
      ))}
      <FindingGroups
        id={id}
        disks={disks}
        accepted={state.draft.accepted}
        actions={{
          accept: ({ disk, rule }, reason) => wizard.accept(disk, rule, reason),
          takeBack: ({ disk, rule }) => wizard.takeBack(disk, rule),
        }}
      />
      {guest !== undefined && guest.osType !== 'unknown' && <GuestFacts guest={guest} />}
    </>
  );
}
