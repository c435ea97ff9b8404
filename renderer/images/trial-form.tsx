/** Asks what an instance of an image is to be like, tries it without starting, and starts it. */
import { Button, Checkbox, Input, Select } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { trialWish, type TrialChoices, type TrialWish } from '../../contract/trial.ts';
import type { Place } from '../state/images-route.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded, useTask } from '../state/use-task.ts';
import { Busy } from '../ui/busy.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../words/use-words.ts';
import { TrialPlace } from './trial-place.tsx';
import { TrialSignIn } from './trial-sign-in.tsx';
import {
  diskSize,
  leastDisk,
  passwordProblem,
  proposedChoice,
  settledChoice,
  zoneOf,
  type TrialChoice,
} from './trial-wish.ts';

export interface TrialFormProps {
  place: Place;
  image: { imageId: string; osType: string; sizeGiB: number };
  /** Proposed for the instance. */
  name: string;
  /** The VPC it should not be in. */
  awayFrom?: string | undefined;
  title: string;
  intro: string;
  onStart(wish: TrialWish): Promise<unknown>;
}

export function TrialForm(props: TrialFormProps): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const { place, image, title, intro } = props;
  const [choices, again] = useLoaded(image.imageId, () =>
    actions.core()['trial.choices']({ ...place, imageId: image.imageId }),
  );
  return (
    <section className="card" aria-labelledby="trial-form">
      <h3 id="trial-form">{title}</h3>
      <p>{intro}</p>
      {choices.at === 'loading' && <Busy>{words.trial.loading}</Busy>}
      {choices.at === 'failed' && (
        <FailureNotice failure={choices.failure} actions={<Button onClick={again}>{words.common.retry}</Button>} />
      )}
      {choices.at === 'known' && choices.value.failure !== undefined && (
        <FailureNotice
          failure={choices.value.failure}
          actions={<Button onClick={again}>{words.common.retry}</Button>}
        />
      )}
      {choices.at === 'known' && choices.value.failure === undefined && <Fields {...props} choices={choices.value} />}
    </section>
  );
}

function Fields({
  place,
  image,
  name,
  awayFrom,
  choices,
  onStart,
}: TrialFormProps & { choices: TrialChoices }): ReactNode {
  const words = useWords();
  const { trial } = words;
  const { actions } = usePage();
  const task = useTask();
  const trying = useTask();
  const [choice, setChoice] = useState<TrialChoice>(() => proposedChoice(choices, { name, awayFrom }));
  const [tried, setTried] = useState<TrialChoice>();
  // The password is kept in its input only.
  const password = useRef<HTMLInputElement>(null);
  const [passwordFits, setPasswordFits] = useState(false);
  const change = (some: Partial<TrialChoice>): void => setChoice((before) => ({ ...before, ...some }));

  const zone = zoneOf(choices, choice.vSwitchId);
  const { instanceType } = choice;
  const [categories] = useLoaded(zone && instanceType && `${zone} ${instanceType}`, () =>
    actions.core()['trial.diskCategories']({ ...place, zone: zone ?? '', instanceType: instanceType ?? '' }),
  );
  const known = categories.at === 'known' ? categories.value : [];
  const diskCategory =
    choice.diskCategory !== undefined && known.includes(choice.diskCategory) ? choice.diskCategory : known[0];
  const settled = settledChoice({ ...choice, diskCategory }, image.imageId, image.sizeGiB);
  const signInFits =
    choice.signIn === 'inherit' || (choice.signIn === 'password' ? passwordFits : choice.keyPair !== undefined);
  const ready = settled !== undefined && signInFits;

  const wish = (): TrialWish | undefined => {
    if (settled === undefined) return undefined;
    const { signIn, keyPair = '' } = choice;
    if (signIn === 'inherit') return { ...settled, signIn: { kind: signIn } };
    if (signIn === 'key-pair') return { ...settled, signIn: { kind: signIn, keyPair } };
    const text = password.current?.value ?? '';
    if (passwordProblem(text, image.osType) !== undefined) return undefined;
    return { ...settled, signIn: { kind: signIn, password: text } };
  };
  const dryRun = (): void =>
    void trying.run(async () => {
      const wanted = wish();
      if (wanted === undefined) return;
      setTried(undefined);
      await actions.core()['trial.dryRun']({ ...place, wish: wanted });
      setTried(choice);
    });
  const start = (): void =>
    void task.run(async () => {
      const wanted = wish();
      if (wanted === undefined) return;
      await onStart(wanted);
      if (password.current !== null) password.current.value = '';
      setPasswordFits(false);
    });

  const sizeFits = !Number.isNaN(diskSize(choice.systemDiskGiB, image.sizeGiB));
  return (
    <>
      <div className="fields">
        <Field
          label={trial.name}
          required
          missing={choice.name === ''}
          help={trial.nameHelp}
          problem={
            choice.name === '' || trialWish.shape.name.safeParse(choice.name).success ? undefined : trial.nameWrong
          }
        >
          {(wire) => (
            <Input
              {...wire}
              value={choice.name}
              maxLength={128}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <TrialPlace choices={choices} choice={choice} awayFrom={awayFrom} onChange={change} />
        <Field label={trial.disk} required missing={diskCategory === undefined} help={trial.diskHelp}>
          {(wire) => (
            <Select
              {...wire}
              loading={categories.at === 'loading' && zone !== undefined}
              {...(diskCategory === undefined ? {} : { value: diskCategory })}
              onChange={(next: string) => change({ diskCategory: next })}
              options={known.map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
        <Field
          label={trial.diskSize}
          help={trial.diskSizeHelp(leastDisk(image.sizeGiB))}
          problem={sizeFits ? undefined : trial.diskSizeWrong(image.sizeGiB)}
        >
          {(wire) => (
            <Input
              {...wire}
              inputMode="numeric"
              value={choice.systemDiskGiB}
              maxLength={5}
              onChange={(event) => change({ systemDiskGiB: event.target.value })}
            />
          )}
        </Field>
        <TrialSignIn
          choice={choice}
          osType={image.osType}
          keyPairs={choices.keyPairs}
          password={password}
          onPassword={setPasswordFits}
          onChange={change}
        />
        <div className="field-wide">
          <Checkbox
            checked={choice.publicAddress}
            onChange={(event) => change({ publicAddress: event.target.checked })}
          >
            {trial.address}
          </Checkbox>
        </div>
      </div>
      {categories.at === 'failed' && <FailureNotice failure={categories.failure} />}
      {trying.failure !== undefined && <FailureNotice failure={trying.failure} />}
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {tried === choice && <Notice tone="good" title={trial.dryRunPassed} />}
      <p className="quiet">{trial.startCosts}</p>
      <div className="buttons">
        <Button type="primary" disabled={!ready} loading={task.running} onClick={start}>
          {trial.start}
        </Button>
        <Button disabled={!ready || task.running} loading={trying.running} onClick={dryRun}>
          {trial.dryRun}
        </Button>
      </div>
    </>
  );
}
