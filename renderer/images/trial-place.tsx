/** Where and on what an instance runs: its type, its VSwitch and its security group, each fitting the one before. */
import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { TrialChoices } from '../../contract/trial.ts';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { networkOf, placeFor, switchesFor, type TrialChoice } from './trial-wish.ts';

export interface TrialPlaceProps {
  choices: TrialChoices;
  choice: TrialChoice;
  awayFrom: string | undefined;
  onChange(some: Partial<TrialChoice>): void;
}

export function TrialPlace({ choices, choice, awayFrom, onChange }: TrialPlaceProps): ReactNode {
  const { trial } = useWords();
  const say = useSay();
  const { instanceType, vSwitchId, securityGroupId } = choice;
  const networks = switchesFor(choices, instanceType);
  const network = networkOf(choices, vSwitchId);
  const chooseType = (next: string): void => {
    const still = switchesFor(choices, next).some(({ switches }) => switches.some(({ id }) => id === vSwitchId));
    onChange({ instanceType: next, ...(still ? {} : placeFor(choices, next, awayFrom)) });
  };
  const chooseSwitch = (next: string): void => {
    const there = networkOf(choices, next);
    onChange({
      vSwitchId: next,
      ...(there?.id === network?.id ? {} : { securityGroupId: there?.securityGroups[0]?.id }),
    });
  };
  return (
    <>
      <Field
        label={trial.type}
        required
        missing={instanceType === undefined}
        help={trial.typeHelp}
        problem={choices.types.some(({ zones }) => zones.length > 0) ? undefined : trial.noTypes}
      >
        {(wire) => (
          <Select
            {...wire}
            showSearch={{ optionFilterProp: 'label' }}
            {...(instanceType === undefined ? {} : { value: instanceType })}
            onChange={chooseType}
            options={choices.types.map(({ id, cores, memoryGiB, zones, priceClass }) => ({
              value: id,
              label: `${id} · ${trial.typeOf(cores, memoryGiB)} · ${zones.length === 0 ? trial.soldOut : trial.priceClass[priceClass]}`,
              disabled: zones.length === 0,
            }))}
          />
        )}
      </Field>
      <Field
        label={trial.network}
        required
        missing={vSwitchId === undefined}
        help={trial.networkHelp}
        problem={instanceType !== undefined && networks.length === 0 ? trial.noSwitch : undefined}
      >
        {(wire) => (
          <Select
            {...wire}
            {...(vSwitchId === undefined ? {} : { value: vSwitchId })}
            onChange={chooseSwitch}
            options={networks.map(({ id, name, switches }) => ({
              label: `${name}${say.aside(id)}`,
              title: id,
              options: switches.map((one) => ({
                value: one.id,
                label: `${name} / ${one.name}${say.aside(one.zone)}`,
              })),
            }))}
          />
        )}
      </Field>
      <Field label={trial.group} required missing={securityGroupId === undefined} help={trial.groupHelp}>
        {(wire) => (
          <Select
            {...wire}
            {...(securityGroupId === undefined ? {} : { value: securityGroupId })}
            onChange={(next: string) => onChange({ securityGroupId: next })}
            options={(network?.securityGroups ?? []).map(({ id, name }) => ({
              value: id,
              label: `${name}${say.aside(id)}`,
            }))}
          />
        )}
      </Field>
      {awayFrom !== undefined && network?.id === awayFrom && (
        <div className="field-wide">
          <Notice tone="mind" title={trial.sameNetwork} />
        </div>
      )}
    </>
  );
}
