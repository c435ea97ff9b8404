/** The pieces of renderer/ui in all their tones, outside of any screen. */
import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { Failure } from '../../../contract/failure-error.ts';
import { Bar } from '../../ui/bar.tsx';
import { Busy } from '../../ui/busy.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Field } from '../../ui/field.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PathText } from '../../ui/path-text.tsx';
import { Table } from '../../ui/table.tsx';
import { TextBlock } from '../../ui/text-block.tsx';
import { TypedConfirm } from '../../ui/typed-confirm.tsx';
import { useWords } from '../../words/use-words.ts';
import { unreachable, type Screen } from '../state.ts';

const tones = ['good', 'busy', 'mind', 'bad', 'quiet', 'practice'] as const;
const path = '/srv/images/a-long-name-of-a-folder/that-does-not-fit/into-one-line/web01-of-the-shop.vmdk';
const refused = new Failure('cloud.refused', {
  action: 'ImportImage',
  status: 403,
  code: 'NoSuchBucket',
  message: 'The specified bucket does not exist.',
  requestId: '5C4F1B0A',
});
const nothing = async (): Promise<void> => undefined;

function Pieces(): ReactNode {
  const words = useWords();
  const { columns } = words.accounts;
  return (
    <div className="sheet">
      <section className="card">
        <p>
          {tones.map((tone) => (
            <Mark key={tone} tone={tone}>
              {tone}
            </Mark>
          ))}
        </p>
        <Busy>{words.common.loading}</Busy>
        <Bar label="0" percent={undefined} />
        {(['plain', 'resting', 'failed', 'done'] as const).map((tone) => (
          <Bar key={tone} label={tone} percent={60} tone={tone} />
        ))}
        <FactList
          facts={[
            [columns.name, path],
            [columns.key, <PathText key="path" path={path} copy />],
          ]}
        />
        <TextBlock text={'{\n  "Version": "1"\n}'} what={words.rights.policyWhat} />
        <div className="buttons">
          <Button type="primary">{words.common.retry}</Button>
          <Button>{words.common.cancel}</Button>
          <Button disabled>{words.common.close}</Button>
          <ConfirmButton
            label={words.accounts.remove}
            title={words.accounts.remove}
            text={words.accounts.removeText}
            yes={words.accounts.remove}
            onYes={nothing}
          />
          <TypedConfirm
            label={words.images.deleteButton}
            title={words.images.deleteButton}
            text={words.images.deleteText}
            ask={words.images.typeName(path)}
            name={path}
            yes={words.images.deleteYes}
            onYes={nothing}
          />
        </div>
      </section>
      <section className="card fields">
        <Field label={columns.name} required help={words.accounts.nameHelp}>
          {(wire) => <Input {...wire} defaultValue={path} />}
        </Field>
        <Field label={columns.key} problem={words.accounts.nameWrong}>
          {(wire) => <Input {...wire} />}
        </Field>
      </section>
      <Notice tone="good" title={words.moves.doneTitle}>
        <p>{words.moves.doneText}</p>
      </Notice>
      <Notice tone="mind" title={words.frame.lost}>
        <p>{words.frame.lostLong}</p>
      </Notice>
      <FailureNotice failure={unreachable.view()} tone="mind" />
      <FailureNotice failure={refused.view()} actions={<Button>{words.common.retry}</Button>} />
      <Table headings={[columns.name, columns.kind, { number: columns.key }]}>
        {tones.map((tone) => (
          <tr key={tone}>
            <th scope="row">{path}</th>
            <td>{tone}</td>
            <td className="number">{tone.length}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

function OpenDialog({ side }: { side: boolean }): ReactNode {
  const words = useWords();
  return (
    <Dialog title={words.home.openPlan} side={side} onClose={() => undefined}>
      <p>{words.home.openPlanHelp}</p>
    </Dialog>
  );
}

export const pieces: Screen = {
  all: { at: '', draw: () => <Pieces /> },
  dialog: { at: '', draw: () => <OpenDialog side={false} /> },
  drawer: { at: '', draw: () => <OpenDialog side /> },
};
