/** Account, region, bucket and object: where the converted disk goes, or where the objects to import are. */
import { Input, Select } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { objectAddress, type Problems } from '../../state/draft.ts';
import { usePage } from '../../state/use-page.ts';
import { useLoaded } from '../../state/use-task.ts';
import type { WizardState } from '../../state/wizard-state.ts';
import type { Wizard } from '../../state/wizard.ts';
import { ExistingObjects } from './existing-objects.tsx';
import { accountLabel } from '../../parts/account-label.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Field } from '../../ui/field.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { NewBucket } from './new-bucket.tsx';
import { problemText } from './problem-text.ts';

/** Not a bucket's name: the option that opens the form for a new one. */
const newBucket = '+';
/** Where the practice cloud keeps its ready-made bucket. */
const practiceRegion = 'cn-hangzhou';

interface DestinationProps {
  wizard: Wizard;
  problems: Problems;
}

export function DestinationFields({ wizard, problems }: DestinationProps): ReactNode {
  const words = useWords();
  const { existing } = useStore(wizard.store, (state) => state.draft);
  return (
    <section className="card" aria-labelledby="destination">
      <h3 id="destination">{words.target.destination}</h3>
      {existing === undefined ? (
        <UploadTo wizard={wizard} problems={problems} />
      ) : (
        <div className="fields">
          <AccountField wizard={wizard} />
          <ExistingObjects wizard={wizard} problems={problems} />
        </div>
      )}
    </section>
  );
}

function AccountField({ wizard }: { wizard: Wizard }): ReactNode {
  const words = useWords();
  const { account } = useStore(wizard.store, (state) => state.draft.target);
  const accounts = useStore(usePage().accounts, (state) => state.list) ?? [];
  return (
    <Field label={words.target.account} required missing={!account} help={words.target.accountHelp}>
      {(wire) => (
        <Select
          {...wire}
          {...(account === undefined ? {} : { value: account })}
          onChange={(next: string) => wizard.editDraft((draft) => withAccount(draft, next))}
          options={accounts.map((one) => ({
            value: one.name,
            label: accountLabel(one, words),
          }))}
        />
      )}
    </Field>
  );
}

/** Another account has other buckets. */
function withAccount({ target, existing, ...draft }: WizardState['draft'], account: string): WizardState['draft'] {
  const { region: _r, bucket: _b, ...rest } = target;
  return { ...draft, ...(existing === undefined ? {} : { existing: [] }), target: { ...rest, account } };
}

/** Where the converted disks are uploaded to. */
function UploadTo({ wizard, problems }: DestinationProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const page = usePage();
  const { target } = useStore(wizard.store, (state) => state.draft);
  const accounts = useStore(page.accounts, (state) => state.list) ?? [];
  const [creating, setCreating] = useState(false);
  const { account, region, bucket } = target;
  const [regions] = useLoaded(account, () => page.actions.core()['target.regions']({ account: account ?? '' }));
  const [buckets, askBuckets] = useLoaded(account && region && `${account} ${region}`, () =>
    page.actions.core()['target.buckets']({ account: account ?? '', region: region ?? '' }),
  );
  const isPractice = accounts.some((one) => one.name === account && one.kind === 'practice');
  const known = {
    regions: regions.at === 'known' ? regions.value : [],
    buckets: buckets.at === 'known' ? buckets.value : [],
  };
  // For practice any region is as good as another, so the one with a bucket to begin with; with a real account the
  // choice is the person's, unless there is only one bucket.
  const proposedRegion = isPractice
    ? (known.regions.find(({ id }) => id === practiceRegion) ?? known.regions[0])?.id
    : undefined;
  const proposedBucket = isPractice || known.buckets.length === 1 ? known.buckets[0]?.name : undefined;
  useEffect(() => {
    if (region === undefined && proposedRegion !== undefined) wizard.setTarget({ region: proposedRegion });
  }, [wizard, region, proposedRegion]);
  useEffect(() => {
    if (bucket === undefined && proposedBucket !== undefined) wizard.setTarget({ bucket: proposedBucket });
  }, [wizard, bucket, proposedBucket]);

  const said = (field: keyof typeof target): string | undefined => problemText(problems[`target.${field}`], words);
  const address = objectAddress(target);
  return (
    <>
      <div className="fields">
        <AccountField wizard={wizard} />
        <Field
          label={say.form.region.name}
          required
          missing={!region}
          problem={region && said('region')}
          help={words.target.regionHelp}
        >
          {(wire) => (
            <Select
              {...wire}
              showSearch={{ optionFilterProp: 'label' }}
              loading={account !== undefined && regions.at === 'loading'}
              {...(region === undefined ? {} : { value: region })}
              onChange={(next: string) => wizard.setTarget({ region: next, bucket: undefined })}
              options={known.regions.map((one) => ({ value: one.id, label: say.region(one) }))}
            />
          )}
        </Field>
        <Field
          label={words.target.bucket}
          required
          missing={!bucket}
          problem={bucket && said('bucket')}
          help={words.target.bucketHelp}
        >
          {(wire) => (
            <Select
              {...wire}
              showSearch
              disabled={region === undefined}
              loading={region !== undefined && buckets.at === 'loading'}
              placeholder={buckets.at === 'known' && known.buckets.length === 0 ? words.target.noBuckets : undefined}
              {...(bucket === undefined ? {} : { value: bucket })}
              onChange={(next: string) => (next === newBucket ? setCreating(true) : wizard.setTarget({ bucket: next }))}
              options={[
                ...known.buckets.map((one) => ({ value: one.name, label: one.name })),
                { value: newBucket, label: words.target.newBucket },
              ]}
            />
          )}
        </Field>
        <Field
          label={words.target.object}
          required
          missing={!target.object}
          problem={target.object && said('object')}
          help={words.target.objectHelp}
        >
          {(wire) => (
            <Input
              {...wire}
              className="code"
              spellCheck={false}
              value={target.object ?? ''}
              onChange={(event) => wizard.setTarget({ object: event.target.value })}
            />
          )}
        </Field>
        {account !== undefined &&
          region !== undefined &&
          (creating || (buckets.at === 'known' && known.buckets.length === 0 && !bucket)) && (
            <NewBucket
              account={account}
              region={region}
              onCreated={(made) => {
                setCreating(false);
                askBuckets();
                wizard.setTarget({ bucket: made });
              }}
            />
          )}
        <div className="field field-wide">
          <div className="field-name">{say.form.objectAddress.name}</div>
          <div className="address">
            {address === undefined ? <span className="quiet">{words.target.addressOpen}</span> : <code>{address}</code>}
            {address !== undefined && <CopyButton text={address} what={say.form.objectAddress.name} />}
          </div>
        </div>
      </div>
      {regions.at === 'failed' && <FailureNotice failure={regions.failure} />}
      {region !== undefined && buckets.at === 'failed' && <FailureNotice failure={buckets.failure} />}
    </>
  );
}
