/** Asks which server moves where, and begins its move. */
import { Button, Checkbox, Radio, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { moveAcross, moveWish, type MoveAcross } from '../../contract/moves.ts';
import type { Place } from '../state/images-route.ts';
import { go } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { accountLabel } from '../parts/account-label.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { ImageNameField } from './image-name-field.tsx';
import { ServerField } from './server-field.tsx';
import { useRegions } from './use-regions.ts';

export function NewMove({ place }: { place: Place }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { moves } = words;
  const page = usePage();
  const task = useTask();
  const accounts = (useStore(page.accounts, (state) => state.list) ?? []).filter(({ name }) => name !== place.account);
  const [across, setAcross] = useState<MoveAcross>('vpc');
  const [instanceId, setInstanceId] = useState<string>();
  const [imageName, setImageName] = useState('');
  const [check, setCheck] = useState(true);
  const [toAccount, setToAccount] = useState<string>();
  const [toRegion, setToRegion] = useState<string>();
  const account =
    across === 'account' ? (toAccount ?? (accounts.length === 1 ? accounts[0]?.name : undefined)) : place.account;
  const region = across === 'vpc' ? place.region : (toRegion ?? (across === 'account' ? place.region : undefined));
  const regions = useRegions(account);
  const wish = moveWish.safeParse({
    across,
    from: place,
    instanceId,
    imageName,
    check,
    to: { account, region },
  }).data;
  const start = async (): Promise<void> => {
    if (wish === undefined) return;
    const { id } = await page.actions.startMove(wish);
    go({ at: 'images', place, view: { show: 'move', id } });
  };
  return (
    <section className="card" aria-labelledby="new-move">
      <h2 id="new-move">{moves.title}</h2>
      <p>{moves.intro}</p>
      <div className="fields">
        <Field label={moves.across} help={moves.ways[across]} wide>
          {(wire) => (
            <Radio.Group
              id={wire.id}
              name="across"
              aria-label={moves.across}
              value={across}
              onChange={(event) => {
                setAcross(moveAcross.parse(event.target.value));
                setToRegion(undefined);
              }}
              options={moveAcross.options.map((value) => ({ value, label: moves.acrosses[value] }))}
            />
          )}
        </Field>
        <ServerField
          place={place}
          label={moves.server}
          value={instanceId}
          onChange={(server) => {
            setInstanceId(server.instanceId);
            if (imageName === '') setImageName(`${server.name}-moved`);
          }}
        />
        <ImageNameField label={moves.imageName} value={imageName} onChange={setImageName} />
        {across === 'account' && (
          <Field
            label={moves.toAccount}
            required
            missing={account === undefined}
            help={accounts.length === 0 ? moves.noOtherAccount : moves.toAccountHelp}
          >
            {(wire) => (
              <Select
                {...wire}
                {...(account === undefined ? {} : { value: account })}
                onChange={(next: string) => setToAccount(next)}
                options={accounts.map((one) => ({ value: one.name, label: accountLabel(one, words) }))}
              />
            )}
          </Field>
        )}
        {across !== 'vpc' && (
          <Field
            label={moves.toRegion}
            required
            missing={region === undefined}
            help={across === 'account' ? moves.toRegionHelp : undefined}
          >
            {(wire) => (
              <Select
                {...wire}
                showSearch={{ optionFilterProp: 'label' }}
                loading={account !== undefined && regions.at === 'loading'}
                {...(region === undefined ? {} : { value: region })}
                onChange={(next: string) => setToRegion(next)}
                options={(regions.at === 'known' ? regions.value : [])
                  .filter(({ id }) => across === 'account' || id !== place.region)
                  .map((one) => ({ value: one.id, label: say.region(one) }))}
              />
            )}
          </Field>
        )}
        <div className="field-wide">
          <Checkbox checked={check} onChange={(event) => setCheck(event.target.checked)}>
            {moves.check}
          </Checkbox>
        </div>
      </div>
      <p className="quiet">{moves.costs}</p>
      {regions.at === 'failed' && <FailureNotice failure={regions.failure} />}
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      <div className="buttons">
        <Button
          type="primary"
          loading={task.running}
          disabled={wish === undefined}
          onClick={() => void task.run(start)}
        >
          {moves.start}
        </Button>
        <Button onClick={() => go({ at: 'images', place, view: { show: 'moves' } })}>{words.common.cancel}</Button>
      </div>
    </section>
  );
}
