/** The password of the proxy: given once, never shown again. */
import { Button, Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';

const keeps = ['os-vault', 'this-session'] as const;

export function ProxyPassword(): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const [password, setPassword] = useState('');
  const [keep, setKeep] = useState<(typeof keeps)[number]>('os-vault');
  const [taken, setTaken] = useState(false);
  const send = (): void =>
    void task.run(async () => {
      await page.actions.core()['network.setProxyPassword']({ password, keep });
      setPassword('');
      setTaken(true);
    });
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={words.line.proxyPassword} help={words.line.proxyPasswordHelp}>
        {(wire) => (
          <Input.Password
            {...wire}
            value={password}
            maxLength={256}
            autoComplete="off"
            visibilityToggle={false}
            onChange={(event) => {
              setTaken(false);
              setPassword(event.target.value);
            }}
          />
        )}
      </Field>
      <div className="field">
        <div className="field-name" id="proxy-keep">
          {words.line.keepPassword}
        </div>
        <Radio.Group
          aria-labelledby="proxy-keep"
          name="proxy-keep"
          value={keep}
          onChange={(event) => setKeep(event.target.value === 'os-vault' ? 'os-vault' : 'this-session')}
          options={keeps.map((one) => ({
            value: one,
            label: one === 'os-vault' ? words.accounts.keepVault : words.accounts.keepSession,
          }))}
        />
      </div>
      <div className="buttons field-wide">
        <Button htmlType="submit" loading={task.running}>
          {words.line.setPassword}
        </Button>
        <span role="status">{taken && words.line.passwordSet}</span>
      </div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
    </form>
  );
}
