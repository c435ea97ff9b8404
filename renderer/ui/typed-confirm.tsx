/** A button for what deletes something of worth: only who types its name goes through with it. */
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTask } from '../state/use-task.ts';
import { useWords } from '../words/use-words.ts';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Field } from './field.tsx';

export interface TypedConfirmProps {
  label: string;
  /** For screen readers, where the label alone does not say which. */
  named?: string;
  title: string;
  text: string;
  /** Says what to type. */
  ask: string;
  /** What has to be typed. */
  name: string;
  yes: string;
  onYes(typed: string): Promise<unknown>;
}

export function TypedConfirm({
  label,
  named = label,
  title,
  text,
  ask,
  name,
  yes,
  onYes,
}: TypedConfirmProps): ReactNode {
  const words = useWords();
  const task = useTask();
  const [typed, setTyped] = useState<string>();
  const close = (): void => {
    setTyped(undefined);
    task.forget();
  };
  const confirm = async (): Promise<void> => {
    if (typed === name && (await task.run(() => onYes(typed)))) close();
  };
  return (
    <>
      <Button aria-label={named} onClick={() => setTyped('')}>
        {label}
      </Button>
      {typed !== undefined && (
        <Dialog
          title={title}
          onClose={close}
          buttons={
            <>
              <Button onClick={close}>{words.common.cancel}</Button>
              <Button
                type="primary"
                danger
                disabled={typed !== name}
                loading={task.running}
                onClick={() => void confirm()}
              >
                {yes}
              </Button>
            </>
          }
        >
          <p>{text}</p>
          <Field label={ask} wide>
            {(wire) => (
              <Input
                {...wire}
                value={typed}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
                onPressEnter={() => void confirm()}
              />
            )}
          </Field>
          {task.failure !== undefined && <FailureNotice failure={task.failure} />}
        </Dialog>
      )}
    </>
  );
}
