/** Adding a profile of the aliyun command line, used where it is or copied. */
import { Radio, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { usePage } from '../state/use-page.ts';
import { useLoaded } from '../state/use-task.ts';
import { Busy } from '../ui/busy.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';
import { AddForm } from './add-form.tsx';
import { useNewAccount } from './new-account.tsx';

export function AddProfile(): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const account = useNewAccount();
  const [found] = useLoaded('profiles', () => actions.core()['accounts.profiles']({}));
  const [chosen, setChosen] = useState<string>();
  const [copy, setCopy] = useState(false);
  const { addAccount: said } = words;
  if (found.at === 'loading') return <Busy>{words.common.loading}</Busy>;
  if (found.at === 'failed') return <FailureNotice failure={found.failure} />;
  const { file, profiles } = found.value;
  if (profiles.length === 0) return <p role="status">{said.noProfiles(file)}</p>;
  const profile = chosen ?? profiles.find(({ usable, current }) => usable && current)?.name;
  const add = (): Promise<void> =>
    actions.addAccount((core) => core['accounts.addProfile']({ ...account.wish(), profile: profile ?? '', copy }));
  return (
    <AddForm account={account} complete={profile !== undefined} onAdd={add}>
      <Field label={said.profile} required missing={profile === undefined} help={said.profilesIn(file)}>
        {(wire) => (
          <Select
            {...wire}
            value={profile ?? null}
            onChange={(next) => setChosen(next ?? undefined)}
            options={profiles.map(({ name, mode, usable, current }) => ({
              value: name,
              disabled: !usable,
              label: !usable ? said.unusableProfile(name, mode) : current ? said.currentProfile(name) : name,
            }))}
          />
        )}
      </Field>
      <div className="field">
        <div className="field-name" id="profile-use">
          {said.use}
        </div>
        <Radio.Group
          className="radios"
          name="profile-use"
          aria-labelledby="profile-use"
          value={copy}
          onChange={(event) => setCopy(event.target.value === true)}
          options={[
            { value: false, label: said.inPlace },
            { value: true, label: said.copied },
          ]}
        />
      </div>
    </AddForm>
  );
}
