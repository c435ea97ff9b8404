/** The import form: the console's fields by the console's names, in its order, filled in from the disk. */
import { Fragment, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formFieldIds, isImageField, type FormFieldId } from '../../../contract/import-form.ts';
import { limits } from '../../../contract/limits.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import type { Problems } from '../../state/draft.ts';
import { neededGiB } from '../../state/proposals.ts';
import type { Wizard } from '../../state/wizard.ts';
import { useSay, useWords } from '../../words/use-words.ts';
import { DataDisksField } from './data-disks-field.tsx';
import { FormField } from './form-field.tsx';
import { FormatField } from './format-field.tsx';
import { KeepObjectField } from './keep-object-field.tsx';
import { ResourceGroupField } from './resource-group-field.tsx';
import { TagsField } from './tags-field.tsx';

export interface ImageFieldsProps {
  wizard: Wizard;
  problems: Problems;
  report: DiskReport | undefined;
}

export function ImageFields({ wizard, problems, report }: ImageFieldsProps): ReactNode {
  const { target } = useWords();
  const say = useSay();
  const { existing, image } = useStore(wizard.store, (state) => state.draft);
  const needed = report && neededGiB(report.virtualSizeBytes);
  const sizeHelp = [
    needed !== undefined && target.sizeHelp(needed),
    // also where that is why more is proposed than the disk has
    Math.min(image.systemDiskGiB ?? Infinity, needed ?? Infinity) < limits.advisedSystemGiB &&
      target.sizeAdvice(limits.advisedSystemGiB),
  ];
  /** What the disk has to say about a field. */
  const helps: { readonly [F in FormFieldId]?: string | undefined } = {
    systemDiskGiB: say.sentences(sizeHelp),
    bootMode: report && (report.bootMode === 'unknown' ? target.bootUnknown : target.bootFromDisk(report.bootMode)),
  };
  /** Fields with a component of their own; region and address stand under "Destination". */
  const own: { readonly [F in FormFieldId]?: ReactNode } = {
    format: <FormatField wizard={wizard} />,
    dataDisks: <DataDisksField wizard={wizard} />,
    resourceGroupId: <ResourceGroupField wizard={wizard} problems={problems} />,
    tags: <TagsField wizard={wizard} />,
  };
  const draw = (id: FormFieldId): ReactNode =>
    own[id] ??
    (isImageField(id) && (
      <FormField
        id={id}
        wizard={wizard}
        problems={problems}
        report={report}
        help={helps[id]}
        {...(id === 'systemDiskGiB' ? { required: existing !== undefined } : {})}
      />
    ));
  return (
    <section className="card" aria-labelledby="import-form">
      <h3 id="import-form">{target.form}</h3>
      <p className="quiet">{target.formIntro}</p>
      <div className="fields">
        {formFieldIds.map((id) => (
          <Fragment key={id}>{draw(id)}</Fragment>
        ))}
        {existing === undefined && <KeepObjectField wizard={wizard} />}
      </div>
    </section>
  );
}
