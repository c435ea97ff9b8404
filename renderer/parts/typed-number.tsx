/** One typed number of Assess: kept as it stands, told what is wrong with it while typing. */
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AssessDraft } from '../../contract/preparing.ts';
import { assessProblems } from '../state/assess.ts';
import type { Wizard } from '../state/wizard.ts';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';

/** The fields that hold a text. */
export type TypedField = {
  [F in keyof AssessDraft]-?: string extends NonNullable<AssessDraft[F]> ? F : never;
}[keyof AssessDraft];

export interface TypedNumberProps {
  wizard: Wizard;
  field: TypedField;
  label: string;
  help?: string;
  required?: boolean;
}

export function TypedNumber({ wizard, field, label, help, required = false }: TypedNumberProps): ReactNode {
  const { assess } = useWords();
  const answers = useStore(wizard.store, ({ draft }) => draft.assess);
  const problem = assessProblems(answers ?? {})[field];
  const text = answers?.[field] ?? '';
  return (
    <Field
      label={label}
      help={help}
      required={required}
      missing={required && text === ''}
      problem={problem && assess.problem[problem]}
    >
      {(wire) => (
        <Input
          {...wire}
          inputMode="decimal"
          autoComplete="off"
          maxLength={500}
          value={text}
          onChange={(event) => wizard.setAssess({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
}
