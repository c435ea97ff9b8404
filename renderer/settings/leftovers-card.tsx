/** Unfinished uploads: listed with size and age, removed one by one after asking. */
import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { LeftoverUpload } from '../../contract/migrations.ts';
import { hashOf } from '../state/route.ts';
import { useNow, usePage } from '../state/use-page.ts';
import { useLoaded } from '../state/use-task.ts';
import { Busy } from '../ui/busy.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Table } from '../ui/table.tsx';
import { useSay, useWords } from '../words/use-words.ts';

export function LeftoversCard(): ReactNode {
  const words = useWords();
  const page = usePage();
  const accounts = useStore(page.accounts, (state) => state.list);
  const [chosen, setChosen] = useState<string>();
  const account = chosen ?? (accounts?.find((one) => one.kind !== 'practice') ?? accounts?.[0])?.name;
  const [leftovers, lookAgain] = useLoaded(account, () =>
    page.actions.core()['leftovers.list']({ account: account ?? '' }),
  );
  return (
    <section className="card" aria-labelledby="leftover-uploads">
      <header className="card-head">
        <h2 id="leftover-uploads">{words.line.leftovers}</h2>
        <div className="buttons">
          <Select
            className="leftovers-account"
            size="small"
            aria-label={words.line.leftoversOf}
            value={account ?? null}
            onChange={(next) => next !== null && setChosen(next)}
            options={(accounts ?? []).map((one) => ({
              value: one.name,
              label: one.kind === 'practice' ? words.frame.practice : one.name,
            }))}
          />
          <Button size="small" disabled={account === undefined} onClick={lookAgain}>
            {words.line.look}
          </Button>
        </div>
      </header>
      <p className="quiet">{words.line.leftoversIntro}</p>
      {account !== undefined && leftovers.at === 'loading' && <Busy>{words.line.looking}</Busy>}
      {leftovers.at === 'failed' && <FailureNotice failure={leftovers.failure} />}
      {leftovers.at === 'known' && leftovers.value.length === 0 && <p>{words.line.leftoversNone}</p>}
      {leftovers.at === 'known' && leftovers.value.length > 0 && (
        <LeftoverTable list={leftovers.value} onRemoved={lookAgain} />
      )}
    </section>
  );
}

function LeftoverTable({ list, onRemoved }: { list: readonly LeftoverUpload[]; onRemoved(): void }): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  const page = usePage();
  const { leftoverColumns: columns } = words.line;
  return (
    <Table small headings={[columns.name, columns.begun, { number: columns.size }, columns.actions]}>
      {list.map(({ account, uploadId, bucket, key, begun, bytes, neededBy }) => {
        const name = `${bucket}/${key}`;
        return (
          <tr key={uploadId}>
            <td>
              <code className="whole-name">{name}</code>{' '}
              {neededBy !== undefined && (
                <a href={hashOf({ at: 'wizard', id: neededBy, step: 'run' })}>{words.line.needed}</a>
              )}
            </td>
            <td className="row-age" title={say.time(begun, now)}>
              {say.ago(begun, now)}
            </td>
            <td className="number">{say.bytes(bytes)}</td>
            <td>
              <ConfirmButton
                small
                label={words.line.remove}
                named={words.line.removeNamed(name)}
                title={words.line.removeTitle}
                text={
                  words.line.removeText(name, say.bytes(bytes)) +
                  (neededBy === undefined ? '' : words.line.removeNeeded)
                }
                yes={words.line.removeYes}
                onYes={async () => {
                  await page.actions.core()['leftovers.remove']({ account, uploadId });
                  onRemoved();
                }}
              />
            </td>
          </tr>
        );
      })}
    </Table>
  );
}
