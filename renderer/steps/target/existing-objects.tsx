/** Objects that are in OSS already: found by any address the console gives, and listed with their roles and sizes. */
import { Button, Input, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FoundObject } from '../../../contract/target.ts';
import type { Problems } from '../../state/draft.ts';
import {
  formatOfKey,
  systemObject,
  unfitObject,
  withObject,
  withObjectSize,
  withoutObject,
} from '../../state/existing.ts';
import { usePage } from '../../state/use-page.ts';
import { useLoaded, useTask } from '../../state/use-task.ts';
import type { Wizard } from '../../state/wizard.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Field } from '../../ui/field.tsx';
import { Table } from '../../ui/table.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

export function ExistingObjects({ wizard, problems }: { wizard: Wizard; problems: Problems }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { existing = [], target } = useStore(wizard.store, (state) => state.draft);
  const { existing: said } = words;
  return (
    <>
      <FindObject wizard={wizard} />
      {existing.length > 0 && (
        <div className="field field-wide">
          <div>
            {said.where} <strong>{target.region}</strong>, <strong>{target.bucket}</strong>
          </div>
          <Table
            small
            headings={[
              said.columns.role,
              said.columns.object,
              { number: said.columns.stored },
              said.columns.size,
              { unseen: said.columns.actions },
            ]}
          >
            {existing.map((one, index) => (
              <ObjectRow key={one.key} wizard={wizard} index={index} />
            ))}
          </Table>
          <div className={problems.existing === 'other' ? 'field-problem' : 'field-help'}>
            {problems.existing === 'other' ? say.form.systemDiskGiB.wrong : said.sizeHelp}
          </div>
        </div>
      )}
    </>
  );
}

/** The address may carry a signature, so it is kept only until it is looked up. */
function FindObject({ wizard }: { wizard: Wizard }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { actions } = usePage();
  const task = useTask();
  const { existing, target } = useStore(wizard.store, (state) => state.draft);
  const [address, setAddress] = useState('');
  const [unfit, setUnfit] = useState<ReturnType<typeof unfitObject>>();
  const { existing: said } = words;
  const { account, endpoint } = target;
  const find = (): void =>
    void task.run(async () => {
      setUnfit(undefined);
      const found = await actions.core()['target.findObject']({
        account: account ?? '',
        address,
        ...(endpoint === undefined ? {} : { endpoint }),
      });
      const why = unfitObject(wizard.store.getState().draft, found);
      if (why !== undefined) return setUnfit(why);
      wizard.editDraft((draft) => withObject(draft, found));
      return setAddress('');
    });
  const first = systemObject(existing) === undefined;
  return (
    <Field
      wide
      label={`${say.form.objectAddress.name}${say.aside(first ? said.addressOfSystem : said.addressOfData)}`}
      required={first}
      missing={first && address === ''}
      problem={unfit && said.unfit[unfit]}
      help={said.addressHelp}
    >
      {(wire) => (
        <>
          <div className="choose-path">
            <Input
              {...wire}
              className="code"
              spellCheck={false}
              autoComplete="off"
              value={address}
              maxLength={8_000}
              onChange={(event) => {
                setUnfit(undefined);
                task.forget();
                setAddress(event.target.value);
              }}
              onPressEnter={() => address.trim() !== '' && find()}
            />
            <Button loading={task.running} disabled={account === undefined || address.trim() === ''} onClick={find}>
              {said.find}
            </Button>
          </div>
          {task.failure !== undefined && <FailureNotice failure={task.failure} />}
        </>
      )}
    </Field>
  );
}

function ObjectRow({ wizard, index }: { wizard: Wizard; index: number }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { actions } = usePage();
  const { existing = [], target } = useStore(wizard.store, (state) => state.draft);
  const one = existing[index];
  const { account = '', bucket = '', endpoint } = target;
  const { existing: said } = words;
  const address = said.objectOf(bucket, one?.key ?? '');
  // Asked again when the wizard is opened again: the size is a fact of the bucket, not of the draft.
  const [facts] = useLoaded<FoundObject>(`${account} ${address} ${JSON.stringify(endpoint)}`, () =>
    actions.core()['target.findObject']({ account, address, ...(endpoint === undefined ? {} : { endpoint }) }),
  );
  if (one === undefined) return null;
  const { key, role, sizeGiB } = one;
  return (
    <tr>
      <td>{words.disks.slot(role === 'system' ? 'system' : index)}</td>
      <td className="object-key">
        <code>{key}</code>
        {facts.at === 'known' && facts.value.storageClass !== 'Standard' && (
          <div className="quiet">{said.archived(facts.value.storageClass)}</div>
        )}
        {facts.at === 'failed' && <div className="field-problem">{say.failure(facts.failure).title}</div>}
        {formatOfKey(key) === undefined && <div className="field-problem">{said.formatUnknown}</div>}
      </td>
      <td className="number">{facts.at === 'known' ? say.bytes(facts.value.bytes) : '…'}</td>
      <td>
        {role === 'system' ? (
          <span className="quiet">{said.sizeFromForm}</span>
        ) : (
          <InputNumber
            size="small"
            aria-label={said.sizeOf(key)}
            value={sizeGiB ?? null}
            onChange={(next) => wizard.editDraft((draft) => withObjectSize(draft, key, next ?? undefined))}
          />
        )}
      </td>
      <td>
        <Button
          size="small"
          aria-label={said.remove(key)}
          onClick={() => wizard.editDraft((draft) => withoutObject(draft, key))}
        >
          {words.disks.remove}
        </Button>
      </td>
    </tr>
  );
}
