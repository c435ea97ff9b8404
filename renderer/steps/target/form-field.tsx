/** One field of the import form, drawn as its row says. */
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { imageFieldIds, rowOf, type ImageFieldId } from '../../../contract/import-form.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import type { Problems } from '../../state/draft.ts';
import { originOf } from '../../state/proposals.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Field, RequiredMark, type Wire } from '../../ui/field.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { FoundNote } from './found-note.tsx';
import { problemText } from './problem-text.ts';

/** A list with more choices can be searched. */
const manyChoices = 10;

export interface FormFieldProps {
  id: ImageFieldId;
  wizard: Wizard;
  problems: Problems;
  report: DiskReport | undefined;
  /** Instead of what is always said of the field. */
  help?: string | undefined;
  /** Required here, whatever the console says. */
  required?: boolean;
}

export function FormField({ id, wizard, problems, report, ...more }: FormFieldProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const nameId = useId();
  const draft = useStore(wizard.store, (state) => state.draft);
  const { image } = draft;
  const row = rowOf(id);
  const said = say.form[id];
  const value = image[id];
  const { required = row.required === true } = more;
  const offered = row.offered?.(image) ?? true;
  const choices = row.choices(image);
  const set = (next: unknown): void => {
    const after = { ...image, [id]: next };
    const lost = imageFieldIds.filter((other) => {
      const left = rowOf(other).choices(after);
      return left.length > 0 && after[other] !== undefined && !left.some((one) => one === after[other]);
    });
    wizard.setImage({ [id]: next, ...Object.fromEntries(lost.map((other) => [other, undefined])) });
  };

  const origin = row.hidesOrigin ? undefined : originOf(id, draft, report);
  const text = offered ? (more.help ?? said.help) : said.notOffered?.(image.platform ?? '');
  const help = (
    <>
      {say.sentences([origin && words.target.origin[origin], text])}{' '}
      {!row.hidesOrigin && <FoundNote wizard={wizard} field={id} report={report} />}
    </>
  );
  const options = choices.map((one) => ({ value: one, label: said.options?.[one] ?? one }));

  if (row.kind === 'switch' || row.kind === 'radio')
    return (
      <div className="field">
        <div className="field-name" id={nameId}>
          {said.name}
          {required && <RequiredMark />}
        </div>
        {row.kind === 'switch' ? (
          <Checkbox
            checked={offered && (value ?? row.usual) === true}
            disabled={!offered}
            onChange={(event) => set(event.target.checked)}
          >
            {said.on}
          </Checkbox>
        ) : (
          <Radio.Group
            aria-labelledby={nameId}
            name={id}
            value={value}
            onChange={(event) => set(event.target.value)}
            options={options}
          />
        )}
        <div className="field-help">{help}</div>
      </div>
    );
  const entry = (wire: Wire): ReactNode => {
    if (row.kind === 'choice')
      return (
        <Select
          {...wire}
          showSearch={choices.length > manyChoices}
          placeholder={said.choose}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => next !== null && set(next)}
          options={options}
        />
      );
    if (row.kind === 'number')
      return (
        <InputNumber
          {...wire}
          className="whole"
          value={typeof value === 'number' ? value : null}
          onChange={(next) => set(next ?? undefined)}
        />
      );
    return (
      <Input
        {...wire}
        value={typeof value === 'string' ? value : ''}
        maxLength={row.most}
        onChange={({ target }) => set(target.value === '' && !required ? undefined : target.value)}
      />
    );
  };
  return (
    <Field
      label={said.name}
      required={required}
      missing={required && (value === undefined || value === '')}
      problem={problemText(problems[`image.${id}`], words, said.wrong)}
      help={help}
    >
      {entry}
    </Field>
  );
}
