/** Accounts: those there are, each with its test, rights and roles; adding and removing them. */
import { Button } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { Busy } from '../ui/busy.tsx';
import { useStore } from 'zustand';
import type { AccountView } from '../../contract/accounts.ts';
import { usePage } from '../state/use-page.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/use-words.ts';
import { AccountDetails } from './account-details.tsx';
import { AddAccount } from './add-account.tsx';
import './accounts.css';

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
        <Table headings={[columns.name, columns.kind, columns.key, columns.identity, columns.kept, columns.actions]}>
          {list.map((account) => (
            <AccountRows key={account.name} account={account} />
          ))}
        </Table>
      )}
      <AddAccount />
    </div>
  );
}

/** One row; with its details open, a second one under it. */
function AccountRows({ account }: { account: AccountView }): ReactNode {
  const words = useWords();
  const page = usePage();
  const [open, setOpen] = useState(false);
  const { name, kind, site, keyHint, identity, kept } = account;
  const detailsId = useId();
  return (
    <>
      <tr>
        <td>
          <strong>{name}</strong>
        </td>
        <td>
          {words.accounts.kind[kind]}
          {site !== undefined && <div className="quiet">{words.addAccount.sites[site]}</div>}
        </td>
        <td>
          <code>{keyHint}</code>
        </td>
        <td className="account-identity">{identity ?? <span className="quiet">{words.accounts.notTested}</span>}</td>
        <td>{words.accounts.kept[kept]}</td>
        <td>
          <div className="buttons buttons-end buttons-line">
            <Button
              size="small"
              aria-expanded={open}
              {...(open ? { 'aria-controls': detailsId } : {})}
              aria-label={words.accountTools.detailsOf(name)}
              onClick={() => setOpen(!open)}
            >
              {words.accountTools.details}
            </Button>
            {kept !== 'always-there' && (
              <ConfirmButton
                small
                label={words.accounts.remove}
                named={words.accounts.removeNamed(name)}
                title={words.accounts.removeTitle(name)}
                text={words.accounts.removeText}
                yes={words.accounts.remove}
                onYes={() => page.actions.removeAccount(name)}
              />
            )}
          </div>
        </td>
      </tr>
      {open && (
        <tr id={detailsId}>
          <td colSpan={6}>
            <AccountDetails account={name} />
          </td>
        </tr>
      )}
    </>
  );
}
