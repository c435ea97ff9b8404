/** The import form, with the console's own field names, filled in from the disk. */
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { imageCheckOffered } from '../../../contract/import-form.ts';
import { limits } from '../../../contract/limits.ts';
import { imageForm, type ImageForm } from '../../../contract/plan.ts';
import type { DiskReport } from '../../../contract/views.ts';
import { platformsOf, type ImageField, type Problems } from '../../state/draft.ts';
import { isWindows, neededGiB, originOf } from '../../state/proposals.ts';
import type { Wizard } from '../../state/wizard.ts';
import { FoundNote } from './found-note.tsx';
import { DataDisksField } from './data-disks-field.tsx';
import { KeepObjectField } from './keep-object-field.tsx';
import { ResourceGroupField } from './resource-group-field.tsx';
import { TagsField } from './tags-field.tsx';
import { Field, type Wire } from '../../ui/field.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { FormatField } from './format-field.tsx';
import { problemText } from './problem-text.ts';

export interface ImageFieldsProps {
  wizard: Wizard;
  problems: Problems;
  report: DiskReport | undefined;
}

export function ImageFields({ wizard, problems, report }: ImageFieldsProps): ReactNode {
  const words = useWords();
  const draft = useStore(wizard.store, (state) => state.draft);
  const { image } = draft;
  const checkOffered = imageCheckOffered(image.platform);
  const say = useSay();
  const { fields } = words.target;
  const { osType = 'linux', systemDiskGiB } = image;
  const said = (field: ImageField): string | undefined => problemText(problems[`image.${field}`], words);
  const setSystem = (next: ImageForm['osType']): void =>
    wizard.setImage({
      osType: next,
      platform:
        image.platform !== undefined && isWindows(image.platform) === (next === 'windows')
          ? image.platform
          : undefined,
    });
  const sizeHelp = [
    report && words.target.sizeHelp(neededGiB(report.virtualSizeBytes)),
    // also where that is why more is proposed than the disk has
    Math.min(systemDiskGiB ?? Infinity, report ? neededGiB(report.virtualSizeBytes) : Infinity) <
      limits.advisedSystemGiB && words.target.sizeAdvice(limits.advisedSystemGiB),
  ];
  const bootHelp =
    report &&
    (report.bootMode === 'unknown' ? words.target.bootUnknown : words.target.bootFromDisk(report.bootMode));
  /** Where the value came from when nobody typed it, the help, and the way back to what is on the disk. */
  const helped = (field: ImageField, text?: string): ReactNode => {
    const origin = originOf(field, draft, report);
    return (
      <>
        {say.sentences([origin && words.target.origin[origin], text])}{' '}
        <FoundNote wizard={wizard} field={field} report={report} />
      </>
    );
  };
  const choice = <V extends string>(
    wire: Wire,
    value: V | undefined,
    options: readonly V[],
    set: (next: V) => void,
  ) => (
    <Select
      {...wire}
      {...(value === undefined ? {} : { value })}
      onChange={set}
      options={options.map((one) => ({ value: one, label: one }))}
    />
  );
  return (
    <section className="card" aria-labelledby="import-form">
      <h3 id="import-form">{words.target.form}</h3>
      <p className="quiet">{words.target.formIntro}</p>
      <div className="fields">
        <Field
          label={fields.name}
          required
          missing={!image.name}
          problem={image.name && said('name')}
          help={say.formHelp('image-name')}
        >
          {(wire) => (
            <Input
              {...wire}
              value={image.name ?? ''}
              maxLength={128}
              onChange={(event) => wizard.setImage({ name: event.target.value })}
            />
          )}
        </Field>
        <div className="field">
          <div className="field-name" id="os-name">
            {fields.osType}
            <span className="field-required" title={words.common.required} aria-hidden="true">
              *
            </span>
          </div>
          <Radio.Group
            aria-labelledby="os-name"
            name="osType"
            value={image.osType}
            onChange={(event) => setSystem(imageForm.shape.osType.parse(event.target.value))}
            options={imageForm.shape.osType.options.map((one) => ({
              value: one,
              label: words.target.osTypes[one],
            }))}
          />
          <div className="field-help">{helped('osType', say.formHelp('operating-system'))}</div>
        </div>
        <Field
          label={fields.systemDiskGiB}
          required={draft.existing !== undefined}
          missing={systemDiskGiB === undefined}
          problem={systemDiskGiB === undefined ? undefined : said('systemDiskGiB')}
          help={say.sentences(sizeHelp)}
        >
          {(wire) => (
            <InputNumber
              {...wire}
              className="whole"
              value={systemDiskGiB ?? null}
              onChange={(next) => wizard.setImage({ systemDiskGiB: next ?? undefined })}
            />
          )}
        </Field>
        <Field
          label={fields.architecture}
          required
          help={helped('architecture', say.formHelp('architecture'))}
        >
          {(wire) =>
            choice(wire, image.architecture, imageForm.shape.architecture.options, (architecture) =>
              wizard.setImage({ architecture }),
            )
          }
        </Field>
        <Field
          label={fields.platform}
          required
          missing={!image.platform}
          problem={said('platform')}
          help={helped('platform', say.formHelp('platform'))}
        >
          {(wire) => (
            <Select
              {...wire}
              showSearch
              placeholder={words.target.choosePlatform}
              value={image.platform ?? null}
              onChange={(platform) => platform !== null && wizard.setImage({ platform })}
              options={platformsOf(osType).map((one) => ({ value: one, label: one }))}
            />
          )}
        </Field>
        <Field
          label={fields.bootMode}
          problem={said('bootMode')}
          help={helped('bootMode', bootHelp ?? say.formHelp('boot-mode'))}
        >
          {(wire) =>
            choice(wire, image.bootMode, imageForm.shape.bootMode.options, (bootMode) =>
              wizard.setImage({ bootMode }),
            )
          }
        </Field>
        <FormatField wizard={wizard} />
        <Field
          label={fields.licenseType}
          problem={said('licenseType')}
          help={helped('licenseType', say.formHelp('licence-type'))}
        >
          {(wire) =>
            choice(wire, image.licenseType, imageForm.shape.licenseType.options, (licenseType) =>
              wizard.setImage({ licenseType }),
            )
          }
        </Field>
        <Field label={fields.description} problem={said('description')} help={say.formHelp('description')}>
          {(wire) => (
            <Input
              {...wire}
              value={image.description ?? ''}
              maxLength={256}
              onChange={(event) => wizard.setImage({ description: event.target.value })}
            />
          )}
        </Field>
        <DataDisksField wizard={wizard} />
        <ResourceGroupField wizard={wizard} problem={said('resourceGroupId')} />
        <TagsField wizard={wizard} />
        <div className="field">
          <div className="field-name">{fields.imageCheck}</div>
          <Checkbox
            checked={checkOffered && image.imageCheck !== false}
            disabled={!checkOffered}
            onChange={(event) => wizard.setImage({ imageCheck: event.target.checked })}
          >
            {words.target.imageCheckOn}
          </Checkbox>
          <div className="field-help">
            {checkOffered ? say.formHelp('image-check') : words.form.checkNotOffered(image.platform ?? '')}
          </div>
        </div>
        <div className="field">
          <div className="field-name">{fields.nvmeSupport}</div>
          <Checkbox
            checked={image.nvmeSupport === true}
            onChange={(event) => wizard.setImage({ nvmeSupport: event.target.checked })}
          >
            {words.target.nvmeOn}
          </Checkbox>
          <div className="field-help">{helped('nvmeSupport', say.formHelp('nvme'))}</div>
        </div>
        {draft.existing === undefined && <KeepObjectField wizard={wizard} />}
      </div>
    </section>
  );
}
