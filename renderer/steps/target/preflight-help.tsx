/** What can be done about a line of pre-flight on the spot: set up the role, create a bucket, see which rights are missing. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FailureCode } from '../../../contract/failure.ts';
import type { PreflightLine } from '../../../contract/migrations.ts';
import { RightsPanel } from '../../parts/rights-panel.tsx';
import { RolePanel } from '../../parts/role-panel.tsx';
import type { Wizard } from '../../state/wizard.ts';
import { NewBucket } from './new-bucket.tsx';
import { useWords } from '../../words/use-words.ts';

type Help = 'role' | 'bucket' | 'rights';
const helps: Partial<Record<FailureCode, Help>> = {
  'account.role-missing': 'role',
  'account.role-untrusted': 'role',
  'account.role-unable': 'role',
  'account.forbidden': 'rights',
  'cloud.bucket-missing': 'bucket',
  'cloud.bucket-elsewhere': 'bucket',
  'cloud.bucket-encrypted': 'bucket',
  'cloud.storage-class-unfit': 'bucket',
};

export function PreflightHelp({ line, wizard }: { line: PreflightLine; wizard: Wizard }): ReactNode {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const { existing, target } = useStore(wizard.store, (state) => state.draft);
  const { account, region, bucket } = target;
  const { code } = line.failure ?? {};
  if (code === 'account.role-new') return <p role="status">{words.preflightHelp.askingAgain}</p>;
  const help = code === undefined ? undefined : helps[code];
  if (help === undefined || account === undefined || region === undefined) return null;
  // An object that is in a bucket already stays there.
  if (help === 'bucket' && existing !== undefined) return null;
  const again = (): void => void wizard.preflight();
  return (
    <>
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? words.preflightHelp.hide : words.preflightHelp[help]}
      </Button>
      {open && help === 'role' && <RolePanel account={account} use="import" onMade={again} />}
      {open && help === 'rights' && <RightsPanel account={account} region={region} bucket={bucket} />}
      {open && help === 'bucket' && (
        <NewBucket account={account} region={region} onCreated={(made) => wizard.setTarget({ bucket: made })} />
      )}
    </>
  );
}
