/** The form the disks are converted to, each with how much it would upload, and which one is advised. */
import { Radio } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TargetFormat, TargetVariant } from '../../../contract/plan.ts';
import { keyOf, systemDiskOf, uploadBytesOf } from '../../state/disks.ts';
import { withEnding } from '../../state/draft.ts';
import type { Wizard } from '../../state/wizard.ts';
import { useSay, useWords } from '../../words/use-words.ts';

const forms: readonly { format: TargetFormat; variant?: TargetVariant }[] = [
  { format: 'qcow2' },
  { format: 'qcow2', variant: 'compressed' },
  { format: 'vhd' },
  { format: 'vhd', variant: 'fixed' },
  { format: 'raw' },
];
const idOf = ({ format, variant }: { format: string; variant?: string | undefined }): string =>
  `${format} ${variant ?? 'plain'}`;

export function FormatField({ wizard }: { wizard: Wizard }): ReactNode {
  const words = useWords();
  const say = useSay();
  const state = useStore(wizard.store);
  const { format, variant, object } = state.draft.target;
  const system = systemDiskOf(state);
  const estimating = system && state.estimates[keyOf(system)];
  const advice = estimating?.at === 'known' ? estimating.estimate.advice : undefined;
  if (state.draft.existing !== undefined)
    return (
      <div className="field">
        <div className="field-name">{say.form.format.name}</div>
        <div>{format && words.existing.format(format.toUpperCase())}</div>
      </div>
    );
  const sizeOf = (one: (typeof forms)[number]): string | undefined => {
    const upload = uploadBytesOf(state, one.format, one.variant);
    return upload && (upload.exact ? say.bytes(upload.bytes) : words.facts.about(say.bytes(upload.bytes)));
  };
  return (
    <div className="field field-wide">
      <div className="field-name" id="format-name">
        {say.form.format.name}
      </div>
      <Radio.Group
        className="radios"
        aria-labelledby="format-name"
        aria-describedby="format-help"
        name="format"
        value={format && idOf({ format, variant })}
        onChange={(event) => {
          const next = forms.find((one) => idOf(one) === event.target.value);
          if (next === undefined) return;
          wizard.setTarget({
            format: next.format,
            variant: next.variant,
            object: object && withEnding(object, next.format),
          });
        }}
        options={forms.map((one) => ({
          value: idOf(one),
          label: [words.disks.formatNames[one.format][one.variant ?? 'plain'], sizeOf(one)].filter(Boolean).join(' – '),
        }))}
      />
      <div className="field-help" id="format-help" aria-live="polite">
        {format && words.target.formatAdvice[format][variant ?? 'plain']}{' '}
        {advice &&
          words.target.advised(
            words.disks.formatNames[advice.format][advice.variant ?? 'plain'],
            say.advice(advice.because),
          )}
      </div>
    </div>
  );
}
