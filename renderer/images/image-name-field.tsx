/** The name of an image to be made, checked as ECS checks it. */
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { imageName } from '../../contract/import-form.ts';
import { Field } from '../ui/field.tsx';
import { useSay, useWords } from '../words/use-words.ts';

export const imageNameFits = (name: string): boolean => imageName.safeParse(name).success;

export interface ImageNameFieldProps {
  label: string;
  value: string;
  onChange(name: string): void;
}

export function ImageNameField({ label, value, onChange }: ImageNameFieldProps): ReactNode {
  const { problem } = useWords().target;
  const say = useSay();
  const fits = imageName.safeParse(value);
  const reserved = fits.error?.issues[0]?.message === 'imageNameReserved';
  return (
    <Field
      label={label}
      required
      missing={value === ''}
      help={say.form.name.help}
      problem={value === '' || fits.success ? undefined : reserved ? problem.imageNameReserved : problem.imageName}
    >
      {(wire) => <Input {...wire} value={value} maxLength={128} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
