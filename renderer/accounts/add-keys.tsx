/** Adding an AccessKey pair, with or without a temporary token. */
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { usePage } from '../state/use-page.ts';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';
import { AddForm } from './add-form.tsx';
import { useNewAccount } from './new-account.tsx';
import { SecretField, useSecret } from './secret-field.tsx';

export function AddKeys({ withToken }: { withToken: boolean }): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const account = useNewAccount();
  const [keyId, setKeyId] = useState('');
  const secret = useSecret();
  const token = useSecret();
  const add = async (): Promise<void> => {
    const keys = { accessKeyId: keyId.trim(), accessKeySecret: secret.take() };
    const session = withToken ? { securityToken: token.take() } : {};
    await actions.addAccount((core) => core['accounts.add']({ ...account.wish(), ...keys, ...session }));
    setKeyId('');
  };
  return (
    <AddForm
      account={account}
      complete={keyId.trim() !== '' && secret.entered && (!withToken || token.entered)}
      onAdd={add}
    >
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
      <SecretField label={words.accounts.secret} secret={secret} max={256} />
      {withToken && <SecretField label={words.addAccount.token} secret={token} max={8_192} />}
    </AddForm>
  );
}
