/** A button for what cannot be undone: asks first, by name, and stays open with the failure when it did not work. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTask } from '../state/use-task.ts';
import { useWords } from '../words/use-words.ts';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';

export interface ConfirmButtonProps {
  label: string;
  /** For screen readers, where the label alone does not say which. */
  named?: string;
  title: string;
  text: string;
  yes: string;
  no?: string;
  small?: boolean;
  onYes(): Promise<unknown>;
}

export function ConfirmButton({
  label,
  named = label,
  title,
  text,
  yes,
  no,
  small = false,
  onYes,
}: ConfirmButtonProps): ReactNode {
  const words = useWords();
  const task = useTask();
  const [open, setOpen] = useState(false);
  const confirm = async (): Promise<void> => {
    if (await task.run(onYes)) setOpen(false);
  };
  const ask = (): void => {
    task.forget();
    setOpen(true);
  };
  return (
    <>
      <Button size={small ? 'small' : 'middle'} aria-label={named} onClick={ask}>
        {label}
      </Button>
      {open && (
        <Dialog
          title={title}
          onClose={() => setOpen(false)}
          buttons={
            <>
              <Button onClick={() => setOpen(false)}>{no ?? words.common.cancel}</Button>
              <Button type="primary" danger loading={task.running} onClick={() => void confirm()}>
                {yes}
              </Button>
            </>
          }
        >
          <p>{text}</p>
          {task.failure !== undefined && <FailureNotice failure={task.failure} />}
        </Dialog>
      )}
    </>
  );
}
