/** A role ECS works with: what exists of it, completing it after consent, and what to do without the right to do so. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RoleView } from '../../contract/accounts.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import { Busy } from '../ui/busy.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Mark } from '../ui/mark.tsx';
import { OutsideLink } from '../ui/outside-link.tsx';
import { TextBlock } from '../ui/text-block.tsx';
import { useWords, type Words } from '../words/use-words.ts';
import './parts.css';

export const roleReady = ({ present, trusted, attached }: RoleView): boolean =>
  present && trusted && attached !== false;

export interface RolePanelProps {
  account: string;
  use: RoleView['use'];
  /** After it was made complete here. */
  onMade?(): void;
}

export function RolePanel({ account, use, onMade }: RolePanelProps): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const [made, setMade] = useState<RoleView>();
  const [shown, again] = useLoaded(`${account} ${use}`, () => actions.core()['role.show']({ account, use }));
  if (shown.at === 'loading') return <Busy>{words.common.loading}</Busy>;
  if (shown.at === 'failed')
    return <FailureNotice failure={shown.failure} actions={<Button onClick={again}>{words.common.retry}</Button>} />;
  const role = made ?? shown.value;
  const ready = roleReady(role);
  const answer = (value: boolean | undefined): string =>
    value === undefined ? words.roles.unknown : value ? words.roles.yes : words.roles.no;
  return (
    <section className="role" aria-label={role.role}>
      <header className="role-head">
        <strong>{words.roles.uses[use]}</strong>
        <code>{role.role}</code>
        {stateMark(role, words)}
        <span className="spring" />
        {!ready && (
          <CreateRole
            role={role}
            account={account}
            onMade={(next) => {
              setMade(next);
              onMade?.();
            }}
          />
        )}
        <Button
          size="small"
          onClick={() => {
            setMade(undefined);
            again();
          }}
        >
          {words.roles.again}
        </Button>
      </header>
      <p className="quiet">{words.roles.needed[use]}</p>
      {role.failure === undefined ? (
        <FactList
          facts={[
            [words.roles.checks.present, answer(role.present)],
            [words.roles.checks.trusted, answer(role.present ? role.trusted : false)],
            [words.roles.checks.attached(role.policy), answer(role.present ? role.attached : false)],
          ]}
        />
      ) : (
        <FailureNotice failure={role.failure} tone="mind" />
      )}
      {made !== undefined && ready && <p role="status">{words.roles.made}</p>}
      {!ready && <ByHand role={role} />}
    </section>
  );
}

function stateMark(role: RoleView, words: Words): ReactNode {
  if (role.failure !== undefined) return <Mark tone="quiet">{words.roles.hidden}</Mark>;
  if (roleReady(role)) return <Mark tone="good">{words.roles.ready}</Mark>;
  return <Mark tone="bad">{role.present ? words.roles.incomplete : words.roles.absent}</Mark>;
}

interface CreateRoleProps {
  role: RoleView;
  account: string;
  onMade(made: RoleView): void;
}

function CreateRole({ role, account, onMade }: CreateRoleProps): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const task = useTask();
  const [asking, setAsking] = useState(false);
  const { use } = role;
  const text = use === 'import' ? words.roles.consentText : words.roles.consentTextExport;
  const create = (): void =>
    void task.run(async () => {
      const made = await actions.core()['role.create']({ account, use });
      setAsking(false);
      onMade(made);
    });
  return (
    <>
      <Button type="primary" size="small" onClick={() => setAsking(true)}>
        {role.present ? words.roles.complete : words.roles.create}
      </Button>
      {asking && (
        <Dialog
          title={words.roles.consentTitle(role.role)}
          onClose={() => setAsking(false)}
          buttons={
            <>
              <Button onClick={() => setAsking(false)}>{words.common.cancel}</Button>
              <Button type="primary" loading={task.running} onClick={create}>
                {words.roles.consentYes}
              </Button>
            </>
          }
        >
          <p>{text(role.role, role.policy)}</p>
          {task.failure !== undefined && <FailureNotice failure={task.failure} />}
        </Dialog>
      )}
    </>
  );
}

function ByHand({ role }: { role: RoleView }): ReactNode {
  const words = useWords();
  return (
    <details>
      <summary>{words.roles.byHand}</summary>
      <p>{words.roles.byHandText}</p>
      <p className="address">
        <OutsideLink href={role.consoleLink}>{words.roles.linkName}</OutsideLink>
        <CopyButton text={role.consoleLink} what={words.roles.linkWhat} />
      </p>
      <p>{words.roles.texts}</p>
      <h3>{words.roles.trustPolicy}</h3>
      <TextBlock text={role.trustPolicy} what={words.roles.trustPolicy} />
      <h3>{words.roles.permissions(role.policy)}</h3>
      <TextBlock text={role.policyText} what={words.roles.permissions(role.policy)} />
    </details>
  );
}
