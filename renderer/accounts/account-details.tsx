/** Everything about one account: who it is right now, what it may do in a region and bucket, and ECS's roles in it. */
import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import { FactList } from '../ui/fact-list.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { RightsPanel } from '../parts/rights-panel.tsx';
import { RolePanel } from '../parts/role-panel.tsx';

export function AccountDetails({ account }: { account: string }): ReactNode {
  const words = useWords();
  return (
    <div className="account-details">
      <TestNow account={account} />
      <section aria-label={words.rights.title}>
        <h2>{words.rights.title}</h2>
        <RightsWhere account={account} />
      </section>
      <section aria-label={words.roles.title}>
        <h2>{words.roles.title}</h2>
        <p className="quiet">{words.roles.intro}</p>
        <RolePanel account={account} use="import" />
        <RolePanel account={account} use="export" />
      </section>
    </div>
  );
}

function TestNow({ account }: { account: string }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { actions } = usePage();
  const task = useTask();
  const [found, setFound] = useState<{ accountId: string; arn: string; clockAheadMs: number }>();
  const test = (): void =>
    void task.run(async () => {
      setFound(undefined);
      setFound(await actions.core()['accounts.test']({ account }));
    });
  const { accountTools: said } = words;
  const clockOf = (ms: number): string =>
    ms === 0 ? said.clockFine : (ms > 0 ? said.clockAhead : said.clockBehind)(say.duration(Math.abs(ms)));
  return (
    <section aria-label={said.test}>
      <div className="buttons">
        <Button loading={task.running} onClick={test}>
          {said.test}
        </Button>
        <span role="status">{found && said.tested}</span>
      </div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {found !== undefined && (
        <FactList
          facts={[
            [said.accountId, <code key="id">{found.accountId}</code>],
            [said.arn, <code key="arn">{found.arn}</code>],
            [said.clock, clockOf(found.clockAheadMs)],
          ]}
        />
      )}
    </section>
  );
}

function RightsWhere({ account }: { account: string }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { actions } = usePage();
  const [chosen, setChosen] = useState<string>();
  const [bucket, setBucket] = useState<string>();
  const [regions] = useLoaded(account, () => actions.core()['target.regions']({ account }));
  const known = regions.at === 'known' ? regions.value : [];
  const region = chosen ?? known[0]?.id;
  const [buckets] = useLoaded(region && `${account} ${region}`, () =>
    actions.core()['target.buckets']({ account, region: region ?? '' }),
  );
  return (
    <>
      <div className="fields">
        <Field label={words.rights.region}>
          {(wire) => (
            <Select
              {...wire}
              showSearch={{ optionFilterProp: 'label' }}
              loading={regions.at === 'loading'}
              value={region ?? null}
              onChange={(next) => {
                setChosen(next ?? undefined);
                setBucket(undefined);
              }}
              options={known.map((one) => ({ value: one.id, label: say.region(one) }))}
            />
          )}
        </Field>
        <Field label={words.rights.bucket}>
          {(wire) => (
            <Select
              {...wire}
              allowClear
              loading={region !== undefined && buckets.at === 'loading'}
              placeholder={words.rights.anyBucket}
              value={bucket ?? null}
              onChange={(next: string | null | undefined) => setBucket(next ?? undefined)}
              options={(buckets.at === 'known' ? buckets.value : []).map(({ name }) => ({
                value: name,
                label: name,
              }))}
            />
          )}
        </Field>
      </div>
      {regions.at === 'failed' && <FailureNotice failure={regions.failure} />}
      {region !== undefined && (
        <RightsPanel key={`${region} ${bucket ?? ''}`} account={account} region={region} bucket={bucket} />
      )}
    </>
  );
}
