/** The form for a shared folder: the end that shares, the end that writes, and how. */
import { Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { shareForm, shareSystem, type ShareForm, type ShareSystem } from '../../../contract/prepare.ts';
import { folderExample, needsShareName, withClientSystem } from './shares.ts';
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/use-words.ts';

export interface ShareFieldsProps {
  form: ShareForm;
  /** By field, as `server.host`. */
  problems: Readonly<Record<string, string>>;
  onChange(form: ShareForm): void;
}

export function ShareFields({ form, problems, onChange }: ShareFieldsProps): ReactNode {
  const { prepare } = useWords();
  const { share } = prepare;
  const { server, client } = form;
  const typed = (
    name: string,
    value: string,
    max: number,
    hint: [label: string, help: string],
    set: (next: string) => void,
  ): ReactNode => (
    <Field
      label={hint[0]}
      help={hint[1]}
      required
      missing={value === ''}
      problem={value === '' ? undefined : sentence(problems[name])}
    >
      {(wire) => (
        <Input
          {...wire}
          className="code"
          value={value}
          maxLength={max}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
  const system = (label: string, value: ShareSystem, set: (next: ShareSystem) => void): ReactNode => (
    <Field label={label}>
      {(wire) => (
        <Select
          {...wire}
          value={value}
          onChange={set}
          options={shareSystem.options.map((one) => ({ value: one, label: share.systems[one] }))}
        />
      )}
    </Field>
  );
  const setServer = (next: Partial<ShareForm['server']>): void => onChange({ ...form, server: { ...server, ...next } });
  return (
    <div className="fields">
      <div className="field field-wide">
        <div className="field-name" id="share-protocol">
          {share.protocol}
        </div>
        <Radio.Group
          aria-labelledby="share-protocol"
          name="protocol"
          value={form.protocol}
          onChange={(event) => onChange({ ...form, protocol: shareForm.shape.protocol.parse(event.target.value) })}
          options={[
            { value: 'nfs', label: share.nfs },
            { value: 'smb', label: share.smb },
          ]}
        />
      </div>
      {system(share.serverSystem, server.system, (next) => setServer({ system: next }))}
      {typed('server.host', server.host, 300, [share.host, share.hostHelp], (host) => setServer({ host }))}
      {typed(
        'server.folder',
        server.folder,
        1000,
        [share.folder, share.example(folderExample(server.system))],
        (folder) => setServer({ folder }),
      )}
      {needsShareName(form) &&
        typed('server.share', server.share ?? '', 100, [share.name, share.nameHelp], (name) =>
          setServer({ share: name }),
        )}
      {form.protocol === 'smb' &&
        typed('server.user', server.user ?? '', 100, [share.user, share.userHelp], (user) => setServer({ user }))}
      {system(share.clientSystem, client.system, (next) => onChange(withClientSystem(form, next)))}
      {typed('client.address', client.address, 300, [share.address, share.addressHelp], (address) =>
        onChange({ ...form, client: { ...client, address } }),
      )}
      {typed(
        'client.mountAt',
        client.mountAt,
        1000,
        client.system === 'windows'
          ? [share.letter, share.example('Z:')]
          : [share.mountAt, share.example('/mnt/store')],
        (mountAt) => onChange({ ...form, client: { ...client, mountAt } }),
      )}
    </div>
  );
}

/** Core says what is wrong as the end of a sentence that begins with the field. */
const sentence = (problem: string | undefined): string | undefined =>
  problem && `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
