/** Accounts: those there are, and adding or removing an AccessKey pair. */
import type { ReactNode } from 'react';
import { Busy } from '../ui/busy.tsx';
import { useStore } from 'zustand';
import { usePage } from '../state/use-page.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useWords } from '../words/use-words.ts';
import { AddAccount } from './add-account.tsx';

export function AccountsPage(): ReactNode {
  const words = useWords();
  const page = usePage();
  const list = useStore(page.accounts, (state) => state.list);
  const { columns } = words.accounts;
  return (
    <div className="sheet">
      <header className="sheet-head">
        <h1>{words.accounts.title}</h1>
      </header>
      <p className="quiet">{words.accounts.intro}</p>
      {list === undefined ? (
        <Busy>{words.common.loading}</Busy>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.kind}</th>
              <th scope="col">{columns.key}</th>
              <th scope="col">{columns.identity}</th>
              <th scope="col">{columns.kept}</th>
              <th scope="col">{columns.actions}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((account) => (
              <tr key={account.name}>
                <td>
                  <strong>{account.name}</strong>
                </td>
                <td>{words.accounts.kind[account.kind]}</td>
                <td>
                  <code>{account.keyHint}</code>
                </td>
                <td>{account.identity ?? <span className="quiet">{words.accounts.notTested}</span>}</td>
                <td>{words.accounts.kept[account.kept]}</td>
                <td>
                  <div className="buttons buttons-end">
                    {account.kind === 'access-key' && (
                      <ConfirmButton
                        small
                        label={words.accounts.remove}
                        named={words.accounts.removeNamed(account.name)}
                        title={words.accounts.removeTitle(account.name)}
                        text={words.accounts.removeText}
                        yes={words.accounts.remove}
                        onYes={() => page.actions.removeAccount(account.name)}
                      />
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <AddAccount />
    </div>
  );
}
