/** The frame of each way of adding an account: its fields, the button that tests and adds, and what came of it. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { NewAccountFields, type NewAccount } from './new-account.tsx';

export interface AddFormProps {
  account: NewAccount;
  /** Everything of its own is filled in. */
  complete: boolean;
  /** Called once; takes the secrets out of their inputs before it waits for anything. */
  onAdd(): Promise<unknown>;
  children: ReactNode;
}

export function AddForm({ account, complete, onAdd, children }: AddFormProps): ReactNode {
  const words = useWords();
  const task = useTask();
  const [added, setAdded] = useState<string>();
  const ready = complete && account.fits;
  const submit = (): void => {
    if (!ready || task.running) return;
    setAdded(undefined);
    void task.run(onAdd).then((succeeded) => {
      if (!succeeded) return;
      setAdded(account.name);
      account.set({ name: '' });
    });
  };
  return (
    <form
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="fields">
        {children}
        <NewAccountFields account={account} />
      </div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {added !== undefined && <p role="status">{words.accounts.added(added)}</p>}
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={task.running} disabled={!ready}>
          {words.accounts.add}
        </Button>
      </div>
    </form>
  );
}
