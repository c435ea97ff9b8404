/** What every way of adding an account asks: its name here, its site, and where its secret is kept. */
import { Input, Radio, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { accountName } from '../../contract/accounts.ts';
import type { Site } from '../../contract/accounts.ts';
import { usePage } from '../state/use-page.ts';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';

type Keep = 'os-vault' | 'this-session';

export interface NewAccount {
  readonly name: string;
  readonly site: Site | undefined;
  readonly keep: Keep;
  readonly fits: boolean;
  set(change: { name?: string; site?: Site | undefined; keep?: Keep }): void;
  /** As the calls want it. */
  wish(): { name: string; keep: Keep; site?: Site };
}

export function useNewAccount(): NewAccount {
  const vault = useHasVault();
  const [state, setState] = useState<{ name: string; site: Site | undefined; keep: Keep | undefined }>({
    name: '',
    site: undefined,
    keep: undefined,
  });
  const { name, site, keep = vault ? 'os-vault' : 'this-session' } = state;
  return {
    name,
    site,
    keep,
    fits: accountName.safeParse(name).success,
    set: (change) => setState((before) => ({ ...before, ...change })),
    wish: () => ({ name, keep, ...(site === undefined ? {} : { site }) }),
  };
}

function useHasVault(): boolean {
  const connection = useStore(usePage().connection.store);
  return 'hello' in connection && connection.hello?.osVault === true;
}

export function NewAccountFields({ account }: { account: NewAccount }): ReactNode {
  const words = useWords();
  const vault = useHasVault();
  const { name, site, keep, fits } = account;
  return (
    <>
      <Field
        label={words.accounts.name}
        required
        missing={name === ''}
        help={words.accounts.nameHelp}
        problem={name === '' || fits ? undefined : words.accounts.nameWrong}
      >
        {(wire) => (
          <Input
            {...wire}
            value={name}
            maxLength={63}
            onChange={(event) => account.set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.addAccount.site} help={words.addAccount.siteHelp}>
        {(wire) => (
          <Select
            {...wire}
            allowClear
            value={site ?? null}
            placeholder={words.common.notKnown}
            onChange={(next: Site | null | undefined) => account.set({ site: next ?? undefined })}
            options={(['international', 'china'] as const).map((one) => ({
              value: one,
              label: words.addAccount.sites[one],
            }))}
          />
        )}
      </Field>
      <div className="field">
        <div className="field-name" id="keep-name">
          {words.accounts.keep}
        </div>
        <Radio.Group
          name="keep"
          aria-labelledby="keep-name"
          value={keep}
          onChange={(event) => account.set({ keep: event.target.value === 'os-vault' ? 'os-vault' : 'this-session' })}
          options={[
            { value: 'os-vault', label: words.accounts.keepVault, disabled: !vault },
            { value: 'this-session', label: words.accounts.keepSession },
          ]}
        />
        <div className="field-help">{!vault && words.addAccount.noVault}</div>
      </div>
    </>
  );
}
