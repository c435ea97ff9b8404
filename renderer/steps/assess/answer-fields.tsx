/** The questions of Assess, card by card. */
import { Checkbox, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { assessDraft, type AssessDraft } from '../../../contract/preparing.ts';
import { ServerFields } from '../../parts/server-fields.tsx';
import type { Wizard } from '../../state/wizard.ts';
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/use-words.ts';
import { LineAnswer } from './line-answer.tsx';
import { TypedNumber } from '../../parts/typed-number.tsx';

const fields = assessDraft.shape;
const architectures = ['x86_64', 'i386', 'arm64'] as const;
const bootModes = ['BIOS', 'UEFI'] as const;
const setUps = ['by-hand', 'partly-automated', 'automated'] as const;
const fileSystems = ['ext3', 'ext4', 'xfs', 'ntfs', 'btrfs', 'zfs', 'other', 'unknown'] as const;

export function AnswerFields({ wizard }: { wizard: Wizard }): ReactNode {
  const { assess } = useWords();
  const answers: AssessDraft = useStore(wizard.store, ({ draft }) => draft.assess) ?? {};
  return (
    <>
      <section className="card" aria-labelledby="assess-server">
        <h3 id="assess-server">{assess.theServer}</h3>
        <div className="fields">
          <ServerFields wizard={wizard} />
          <Field label={assess.architecture}>
            {(wire) => (
              <Select
                {...wire}
                value={answers.architecture ?? 'unknown'}
                onChange={(next) => wizard.setAssess({ architecture: fields.architecture.safeParse(next).data })}
                options={[
                  ...architectures.map((one) => ({ value: one, label: assess.architectures[one] })),
                  { value: 'unknown', label: assess.notKnown },
                ]}
              />
            )}
          </Field>
          <Field label={assess.bootMode} help={assess.bootModeHelp}>
            {(wire) => (
              <Select
                {...wire}
                value={answers.bootMode ?? 'unknown'}
                onChange={(next) => wizard.setAssess({ bootMode: fields.bootMode.safeParse(next).data })}
                options={[
                  ...bootModes.map((one) => ({ value: one, label: one })),
                  { value: 'unknown', label: assess.notKnown },
                ]}
              />
            )}
          </Field>
          <TypedNumber wizard={wizard} field="servers" label={assess.servers} help={assess.serversHelp} />
        </div>
      </section>
      <section className="card" aria-labelledby="assess-disks">
        <h3 id="assess-disks">{assess.disks}</h3>
        <div className="fields">
          <TypedNumber
            wizard={wizard}
            field="systemDiskGiB"
            label={assess.systemDisk}
            help={assess.systemDiskHelp}
            required
          />
          <TypedNumber wizard={wizard} field="systemUsedGiB" label={assess.systemUsed} />
          <TypedNumber wizard={wizard} field="dataDisksGiB" label={assess.dataDisks} help={assess.dataDisksHelp} />
          <TypedNumber wizard={wizard} field="dataUsedGiB" label={assess.dataUsed} />
        </div>
      </section>
      <UseFields wizard={wizard} answers={answers} />
      <InsideFields wizard={wizard} answers={answers} />
    </>
  );
}

interface Part {
  wizard: Wizard;
  answers: AssessDraft;
}

function UseFields({ wizard, answers }: Part): ReactNode {
  const { assess, common } = useWords();
  return (
    <section className="card" aria-labelledby="assess-use">
      <h3 id="assess-use">{assess.use}</h3>
      <div className="fields">
        <div className="field field-wide">
          <div className="field-name" id="set-up">
            {assess.setUp}
            <span className="field-required" title={common.required} aria-hidden="true">
              *
            </span>
          </div>
          <Radio.Group
            aria-labelledby="set-up"
            name="setUp"
            value={answers.setUp}
            onChange={(event) => wizard.setAssess({ setUp: fields.setUp.parse(event.target.value) })}
            options={setUps.map((one) => ({ value: one, label: assess.setUps[one] }))}
          />
        </div>
        <div className="field field-wide">
          <Checkbox
            checked={answers.liveData === true}
            onChange={(event) => wizard.setAssess({ liveData: event.target.checked })}
          >
            {assess.liveData}
          </Checkbox>
        </div>
        <TypedNumber wizard={wizard} field="windowHours" label={assess.window} help={assess.windowHelp} />
      </div>
      <LineAnswer wizard={wizard} />
    </section>
  );
}

function InsideFields({ wizard, answers }: Part): ReactNode {
  const { assess } = useWords();
  const yesOrNo = (field: 'lvm' | 'encrypted' | 'ipv6', label: string): ReactNode => (
    <Field label={label}>
      {(wire) => (
        <Select
          {...wire}
          value={answers[field] ?? 'unknown'}
          onChange={(next) => wizard.setAssess({ [field]: next })}
          options={(['unknown', 'yes', 'no'] as const).map((one) => ({ value: one, label: assess[one] }))}
        />
      )}
    </Field>
  );
  return (
    <section className="card" aria-labelledby="assess-inside">
      <h3 id="assess-inside">{assess.inside}</h3>
      <div className="fields">
        <Field label={assess.fileSystem}>
          {(wire) => (
            <Select
              {...wire}
              value={answers.fileSystem ?? 'unknown'}
              onChange={(next) => wizard.setAssess({ fileSystem: next })}
              options={fileSystems.map((one) => ({
                value: one,
                label: one === 'other' || one === 'unknown' ? assess[one] : one,
              }))}
            />
          )}
        </Field>
        {yesOrNo('lvm', assess.lvm)}
        {yesOrNo('encrypted', assess.encrypted)}
        {yesOrNo('ipv6', assess.ipv6)}
        <TypedNumber wizard={wizard} field="networkCards" label={assess.networkCards} />
      </div>
    </section>
  );
}
