/** Accepting a strong finding: asks why, keeps the answer, and takes it back. */
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { acceptanceReason, type Acceptance as Accepted } from '../../../contract/acceptance.ts';
import { Field } from '../../ui/field.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import type { FindingActions } from './finding-card.tsx';
import type { Finding } from './findings.ts';

export interface AcceptanceProps {
  finding: Finding;
  acceptance: Accepted | undefined;
  /** Said about this check once, whatever state the disk was in. */
  stale: Accepted | undefined;
  actions: FindingActions | undefined;
}

export function Acceptance({ finding, acceptance, stale, actions }: AcceptanceProps): ReactNode {
  const { check } = useWords();
  const say = useSay();
  const [asking, setAsking] = useState(false);
  if (acceptance !== undefined) {
    const { by, when, reason } = acceptance;
    return (
      <div className="accepted">
        <Mark tone="mind">{check.accepted}</Mark>
        <div>
          <q>{reason}</q>
          {when !== undefined && <div className="quiet">{check.acceptedLine(by, say.time(when, 0))}</div>}
        </div>
        {actions !== undefined && (
          <Button size="small" aria-label={check.takeBackOf(finding.name)} onClick={() => actions.takeBack(finding)}>
            {check.takeBack}
          </Button>
        )}
      </div>
    );
  }
  if (actions === undefined) return null;
  if (asking)
    return (
      <AskReason
        finding={finding}
        before={stale?.reason ?? ''}
        onCancel={() => setAsking(false)}
        onReason={(reason) => {
          setAsking(false);
          actions.accept(finding, reason);
        }}
      />
    );
  return (
    <div className="buttons">
      {stale !== undefined && <span className="quiet">{check.stale}</span>}
      <Button size="small" aria-label={check.acceptOf(finding.name)} onClick={() => setAsking(true)}>
        {check.accept}
      </Button>
    </div>
  );
}

interface AskReasonProps {
  finding: Finding;
  before: string;
  onCancel(): void;
  onReason(reason: string): void;
}

function AskReason({ finding, before, onCancel, onReason }: AskReasonProps): ReactNode {
  const { check } = useWords();
  const [reason, setReason] = useState(before);
  const [tried, setTried] = useState(false);
  const parsed = acceptanceReason.safeParse(reason);
  return (
    <form
      className="accepting"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (parsed.success) onReason(parsed.data);
      }}
    >
      <Field
        label={check.reasonOf(finding.name)}
        required
        help={check.reasonHelp}
        problem={tried && !parsed.success ? check.reasonMissing : undefined}
      >
        {(wire) => (
          <Input.TextArea
            {...wire}
            autoFocus
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="buttons">
        <Button htmlType="submit" type="primary" size="small">
          {check.acceptYes}
        </Button>
        <Button size="small" onClick={onCancel}>
          {check.acceptNo}
        </Button>
      </div>
    </form>
  );
}
