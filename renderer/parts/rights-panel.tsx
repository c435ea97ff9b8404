/** Which rights an account has in a region and bucket, which are missing, and the least policy that gives them. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { RightsView, RightView } from '../../contract/accounts.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { Busy } from '../ui/busy.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Mark, type MarkTone } from '../ui/mark.tsx';
import { OutsideLink } from '../ui/outside-link.tsx';
import { Table } from '../ui/table.tsx';
import { TextBlock } from '../ui/text-block.tsx';
import { useSay, useWords } from '../words/use-words.ts';

const toneOf: Record<RightView['allowed'], MarkTone> = { yes: 'good', no: 'bad', 'cannot-tell': 'quiet' };

export interface RightsPanelProps {
  account: string;
  region: string;
  bucket: string | undefined;
}

/** Asks only when told to: it is some thirty requests. */
export function RightsPanel({ account, region, bucket }: RightsPanelProps): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const task = useTask();
  const [view, setView] = useState<RightsView>();
  const ask = (): void =>
    void task.run(async () => {
      const where = { account, region, ...(bucket === undefined ? {} : { bucket }) };
      setView(await actions.core()['accounts.rights'](where));
    });
  return (
    <>
      <p className="quiet">{words.rights.intro}</p>
      <div className="buttons">
        <Button loading={task.running} onClick={ask}>
          {view === undefined ? words.rights.check : words.rights.again}
        </Button>
        {task.running && <Busy>{words.rights.checking}</Busy>}
      </div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {view !== undefined && <Answer account={account} view={view} />}
    </>
  );
}

function Answer({ account, view }: { account: string; view: RightsView }): ReactNode {
  const words = useWords();
  const say = useSay();
  const accounts = useStore(usePage().accounts, (state) => state.list) ?? [];
  const site = accounts.find(({ name }) => name === account)?.site;
  const missing = view.rights.filter(({ needed, allowed }) => needed && allowed === 'no');
  return (
    <>
      {missing.length === 0 ? (
        <p role="status">
          <Mark tone="good">{words.rights.allowed.yes}</Mark> {words.rights.all}
        </p>
      ) : (
        <div role="status">
          <p>
            <Mark tone="bad">{words.rights.allowed.no}</Mark> {words.rights.missing(missing.length)}
          </p>
          <ul className="points">
            {missing.map(({ action, purpose }) => (
              <li key={action}>
                <code>{action}</code>
                {say.aside(words.rights.purposes[purpose])}
              </li>
            ))}
          </ul>
        </div>
      )}
      <details>
        <summary>{words.rights.details(view.rights.length)}</summary>
        <RightsTable rights={view.rights} />
      </details>
      <h3>{words.rights.policy}</h3>
      <p className="quiet">
        {words.rights.policyHow}{' '}
        <OutsideLink
          href={
            site === 'china'
              ? 'https://ram.console.aliyun.com/policies'
              : 'https://ram.console.alibabacloud.com/policies'
          }
        >
          {words.rights.ramConsole}
        </OutsideLink>
      </p>
      <TextBlock text={view.policy} what={words.rights.policyWhat} />
    </>
  );
}

function RightsTable({ rights }: { rights: readonly RightView[] }): ReactNode {
  const words = useWords();
  const { columns } = words.rights;
  return (
    <Table small headings={[columns.purpose, columns.action, columns.allowed]}>
      {rights.map(({ action, purpose, needed, allowed }) => (
        <tr key={action}>
          <td>
            {words.rights.purposes[purpose]}
            {!needed && <span className="quiet"> ({words.rights.optional})</span>}
          </td>
          <td>
            <code>{action}</code>
          </td>
          <td>
            <Mark tone={toneOf[allowed]}>{words.rights.allowed[allowed]}</Mark>
          </td>
        </tr>
      ))}
    </Table>
  );
}
