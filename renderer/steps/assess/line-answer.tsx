/** The network's speed: measured where a bucket is chosen already, or typed. */
import { Button, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FailureView } from '../../../contract/failure.ts';
import { assessDraft } from '../../../contract/preparing.ts';
import { usePage } from '../../state/use-page.ts';
import { useTask } from '../../state/use-task.ts';
import type { Wizard } from '../../state/wizard.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useWords } from '../../words/use-words.ts';
import { TypedNumber } from '../../parts/typed-number.tsx';

const kinds = ['typed', 'measured', 'no'] as const;

export function LineAnswer({ wizard }: { wizard: Wizard }): ReactNode {
  const { assess } = useWords();
  const page = usePage();
  const task = useTask();
  const [closed, setClosed] = useState<FailureView>();
  const line = useStore(wizard.store, ({ draft }) => draft.assess?.line ?? 'no');
  const { account, region, bucket, endpoint } = useStore(wizard.store, ({ draft }) => draft.target);
  const measure = (): void =>
    void task.run(async () => {
      if (!account || !region || !bucket) return;
      const way = { account, region, bucket, ...(endpoint === undefined ? {} : { endpoint }) };
      const { bytesPerSecond, failure } = await page.actions.core()['network.check'](way);
      setClosed(failure);
      if (bytesPerSecond === undefined) return;
      const mbit = Math.max(0.01, (bytesPerSecond * 8) / 1_000_000);
      wizard.setAssess({ line: 'measured', mbitPerSecond: String(Number(mbit.toPrecision(3))) });
    });
  return (
    <div className="fields">
      <div className="field">
        <div className="field-name" id="line-kind">
          {assess.line}
        </div>
        <Radio.Group
          aria-labelledby="line-kind"
          name="line"
          value={line}
          onChange={(event) => wizard.setAssess({ line: assessDraft.shape.line.parse(event.target.value) })}
          options={kinds.map((one) => ({ value: one, label: assess.lineKinds[one] }))}
        />
      </div>
      {line !== 'no' && (
        <TypedNumber wizard={wizard} field="mbitPerSecond" label={assess.mbit} help={assess.mbitHelp} />
      )}
      {line === 'measured' && (
        <div className="field field-wide">
          <div className="buttons">
            <Button size="small" disabled={!account || !region || !bucket} loading={task.running} onClick={measure}>
              {assess.measure}
            </Button>
            <span className="quiet">{bucket ? assess.measureHelp : assess.measureNeeds}</span>
          </div>
          {task.failure !== undefined && <FailureNotice failure={task.failure} />}
          {closed !== undefined && <FailureNotice failure={closed} tone="mind" />}
        </div>
      )}
    </div>
  );
}
