/** When uploads may run: always, or between two times of the day by this machine's clock. */
import { Checkbox } from 'antd';
import { useId, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { transferHours, type TransferHours } from '../../contract/network.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useWords } from '../words/use-words.ts';
import './parts.css';

/** Outside most people's working hours. */
const proposed: TransferHours = { from: '20:00', to: '06:00' };

export function HoursField(): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const id = useId();
  const transfer = useStore(page.settings, (settings) => settings.transfer);
  const hours = transfer?.hours;
  const set = (next: TransferHours | undefined): void => {
    const { hours: _before, ...others } = transfer ?? {};
    void task.run(() =>
      page.actions.changeSettings({
        transfer: { ...others, ...(next === undefined ? {} : { hours: next }) },
      }),
    );
  };
  const change = (part: Partial<TransferHours>): void => {
    // A time half typed is none yet.
    const next = transferHours.safeParse({ ...hours, ...part });
    if (next.success) set(next.data);
  };
  return (
    <div className="field">
      <Checkbox checked={hours !== undefined} onChange={(event) => set(event.target.checked ? proposed : undefined)}>
        {words.line.hours}
      </Checkbox>
      {hours !== undefined && (
        <div className="hours">
          <label htmlFor={`${id}-from`}>{words.line.from}</label>
          <input
            id={`${id}-from`}
            className="plain-input"
            type="time"
            value={hours.from}
            onChange={(event) => change({ from: event.target.value })}
          />
          <label htmlFor={`${id}-to`}>{words.line.to}</label>
          <input
            id={`${id}-to`}
            className="plain-input"
            type="time"
            value={hours.to}
            onChange={(event) => change({ to: event.target.value })}
          />
        </div>
      )}
      <div className="field-help">{hours === undefined ? words.line.hoursOff : words.line.hoursHelp}</div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
    </div>
  );
}
