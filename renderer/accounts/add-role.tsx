/** Adding a RAM role that another account here assumes. */
import { Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { accountCalls } from '../../contract/accounts.ts';
import { usePage } from '../state/use-page.ts';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';
import { AddForm } from './add-form.tsx';
import { useNewAccount } from './new-account.tsx';

const { roleArn: arnSchema, sessionName: sessionSchema } = accountCalls['accounts.addRole'].input.shape;

export function AddRole(): ReactNode {
  const words = useWords();
  const page = usePage();
  const account = useNewAccount();
  const accounts = useStore(page.accounts, (state) => state.list) ?? [];
  const [base, setBase] = useState<string>();
  const [roleArn, setRoleArn] = useState('');
  const [session, setSession] = useState('');
  const { addAccount: said } = words;
  const arnFits = arnSchema.safeParse(roleArn).success;
  const sessionFits = session === '' || sessionSchema.safeParse(session).success;
  const add = (): Promise<void> =>
    page.actions.addAccount((core) =>
      core['accounts.addRole']({
        ...account.wish(),
        base: base ?? '',
        roleArn,
        ...(session === '' ? {} : { sessionName: session }),
      }),
    );
  return (
    <AddForm account={account} complete={base !== undefined && arnFits && sessionFits} onAdd={add}>
      <Field label={said.base} required missing={base === undefined} help={said.baseHelp}>
        {(wire) => (
          <Select
            {...wire}
            value={base ?? null}
            onChange={(next) => setBase(next ?? undefined)}
            options={accounts.map(({ name, kind }) => ({
              value: name,
              label: kind === 'practice' ? words.frame.practice : name,
            }))}
          />
        )}
      </Field>
      <Field
        label={said.roleArn}
        required
        missing={roleArn === ''}
        help={said.roleArnHelp}
        problem={roleArn === '' || arnFits ? undefined : said.roleArnWrong}
      >
        {(wire) => (
          <Input
            {...wire}
            className="code"
            spellCheck={false}
            value={roleArn}
            onChange={(event) => setRoleArn(event.target.value.trim())}
          />
        )}
      </Field>
      <Field
        label={said.sessionName}
        help={said.sessionNameHelp}
        problem={sessionFits ? undefined : said.sessionNameWrong}
      >
        {(wire) => (
          <Input {...wire} value={session} maxLength={64} onChange={(event) => setSession(event.target.value)} />
        )}
      </Field>
    </AddForm>
  );
}
