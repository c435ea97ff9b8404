/** The form for an AccessKey pair. The secret lives in its input only, and is emptied as soon as it is sent. */
import { Button, Input, Radio } from 'antd';
import { useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { calls } from '../../contract/calls.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';

const { name: nameSchema } = calls['accounts.add'].input.shape;

export function AddAccount(): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const task = useTask();
  const [name, setName] = useState('');
  const [keyId, setKeyId] = useState('');
  const [hasSecret, setHasSecret] = useState(false);
  const [keep, setKeep] = useState<'os-vault' | 'this-session'>('os-vault');
  const [added, setAdded] = useState<string>();
  // Not antd's Input: that keeps its value in React's state.
  const secret = useRef<HTMLInputElement>(null);
  const nameFits = nameSchema.safeParse(name).success;

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const input = secret.current;
    if (input === null || !nameFits || keyId === '' || input.value === '') return;
    const accessKeySecret = input.value;
    input.value = '';
    setHasSecret(false);
    setAdded(undefined);
    void task
      .run(() => actions.addAccount({ name, accessKeyId: keyId.trim(), accessKeySecret, keep }))
      .then((succeeded) => {
        if (!succeeded) return;
        setAdded(name);
        setName('');
        setKeyId('');
      });
  };

  return (
    <section className="card" aria-labelledby="add-account">
      <h2 id="add-account">{words.accounts.addTitle}</h2>
      <p className="quiet">{words.accounts.addHint}</p>
      <form onSubmit={submit} autoComplete="off">
        <div className="fields">
          <Field
            label={words.accounts.name}
            required
            missing={name === ''}
            help={words.accounts.nameHelp}
            problem={name === '' || nameFits ? undefined : words.accounts.nameWrong}
          >
            {(wire) => (
              <Input
                {...wire}
                value={name}
                maxLength={63}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label={words.accounts.keyId} required missing={keyId === ''}>
            {(wire) => (
              <Input
                {...wire}
                className="code"
                spellCheck={false}
                value={keyId}
                maxLength={128}
                onChange={(event) => setKeyId(event.target.value)}
              />
            )}
          </Field>
          <Field label={words.accounts.secret} required missing={!hasSecret}>
            {({ status: _status, ...wire }) => (
              <input
                {...wire}
                ref={secret}
                className="plain-input"
                type="password"
                autoComplete="new-password"
                maxLength={256}
                onChange={(event) => setHasSecret(event.target.value !== '')}
              />
            )}
          </Field>
          <Field label={words.accounts.keep}>
            {(wire) => (
              <Radio.Group
                id={wire.id}
                name="keep"
                aria-label={words.accounts.keep}
                value={keep}
                onChange={(event) => setKeep(event.target.value === 'os-vault' ? 'os-vault' : 'this-session')}
                options={[
                  { value: 'os-vault', label: words.accounts.keepVault },
                  { value: 'this-session', label: words.accounts.keepSession },
                ]}
              />
            )}
          </Field>
        </div>
        {task.failure !== undefined && <FailureNotice failure={task.failure} />}
        {added !== undefined && <p role="status">{words.accounts.added(added)}</p>}
        <div className="buttons">
          <Button
            type="primary"
            htmlType="submit"
            loading={task.running}
            disabled={!nameFits || keyId === '' || !hasSecret}
          >
            {words.accounts.add}
          </Button>
        </div>
      </form>
    </section>
  );
}
