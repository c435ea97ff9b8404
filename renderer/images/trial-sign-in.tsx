/** How one signs in to a new instance. A password stays in its input: the page's state only knows whether it fits. */
import { Radio, Select } from 'antd';
import { useState, type ReactNode, type RefObject } from 'react';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';
import { passwordProblem, type PasswordProblem, type TrialChoice } from './trial-wish.ts';

export interface TrialSignInProps {
  choice: TrialChoice;
  osType: string;
  keyPairs: readonly string[];
  password: RefObject<HTMLInputElement | null>;
  onPassword(fits: boolean): void;
  onChange(some: Partial<TrialChoice>): void;
}

export function TrialSignIn(props: TrialSignInProps): ReactNode {
  const { choice, osType, keyPairs, password, onPassword, onChange } = props;
  const { trial } = useWords();
  const [problem, setProblem] = useState<PasswordProblem>();
  const kinds = (['inherit', 'password', 'key-pair'] as const).filter(
    (kind) => kind !== 'key-pair' || osType !== 'windows',
  );
  const choose = (value: unknown): void => {
    const signIn = kinds.find((kind) => kind === value) ?? 'inherit';
    setProblem(undefined);
    onPassword(false);
    onChange({ signIn });
  };
  return (
    <>
      <Field label={trial.signIn} help={trial.signInHelp[choice.signIn]} wide>
        {(wire) => (
          <Radio.Group
            id={wire.id}
            name="sign-in"
            aria-label={trial.signIn}
            value={choice.signIn}
            onChange={(event) => choose(event.target.value)}
            options={kinds.map((value) => ({ value, label: trial.signIns[value] }))}
          />
        )}
      </Field>
      {choice.signIn === 'password' && (
        <Field
          label={trial.password}
          required
          wide
          help={trial.passwordHelp}
          problem={problem === undefined ? undefined : trial.passwordProblem[problem]}
        >
          {({ status: _status, ...wire }) => (
            // Not antd's Input: that keeps its value in React's state.
            <input
              {...wire}
              ref={password}
              className="plain-input"
              type="password"
              autoComplete="new-password"
              maxLength={64}
              onChange={({ target }) => {
                const found = target.value === '' ? undefined : passwordProblem(target.value, osType);
                setProblem(found);
                onPassword(target.value !== '' && found === undefined);
              }}
            />
          )}
        </Field>
      )}
      {choice.signIn === 'key-pair' && (
        <Field
          label={trial.keyPair}
          required
          wide
          missing={choice.keyPair === undefined}
          help={keyPairs.length === 0 ? trial.noKeyPairs : undefined}
        >
          {(wire) => (
            <Select
              {...wire}
              {...(choice.keyPair === undefined ? {} : { value: choice.keyPair })}
              onChange={(keyPair: string) => onChange({ keyPair })}
              options={keyPairs.map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
      )}
    </>
  );
}
