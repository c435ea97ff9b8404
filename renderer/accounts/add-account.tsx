/** Adding an account: first how it signs in, then the form of that way. */
import { Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { AddKeys } from './add-keys.tsx';
import { AddProfile } from './add-profile.tsx';
import { AddRole } from './add-role.tsx';

const kinds = ['access-key', 'sts-token', 'cli-profile', 'ram-role', 'environment'] as const;
type Kind = (typeof kinds)[number];
/** The variables the aliyun command line and the SDKs read. */
const variables = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'];

export function AddAccount(): ReactNode {
  const words = useWords();
  const [kind, setKind] = useState<Kind>('access-key');
  return (
    <section className="card" aria-labelledby="add-account">
      <h2 id="add-account">{words.addAccount.title}</h2>
      <Radio.Group
        name="kind"
        aria-label={words.addAccount.how}
        value={kind}
        onChange={(event) => setKind(kinds.find((one) => one === event.target.value) ?? kind)}
        options={kinds.map((one) => ({ value: one, label: words.addAccount.kinds[one] }))}
      />
      <p className="quiet">{words.addAccount.hints[kind]}</p>
      <FormOf kind={kind} />
    </section>
  );
}

function FormOf({ kind }: { kind: Kind }): ReactNode {
  switch (kind) {
    case 'access-key':
    case 'sts-token':
      return <AddKeys key={kind} withToken={kind === 'sts-token'} />;
    case 'cli-profile':
      return <AddProfile />;
    case 'ram-role':
      return <AddRole />;
    case 'environment':
      return (
        <ul className="points">
          {variables.map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      );
  }
}
