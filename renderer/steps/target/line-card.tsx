/** Measures the network: how fast it is, which way into the bucket is open, and how long the upload will take; and which way to go. */
import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { ossEndpoint, type OssEndpoint } from '../../../contract/network.ts';
import type { NetworkReport } from '../../../contract/target.ts';
import { uploadBytesOf } from '../../state/disks.ts';
import { usePage } from '../../state/use-page.ts';
import { useTask } from '../../state/use-task.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Busy } from '../../ui/busy.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/use-words.ts';
import { LineFacts } from './line-facts.tsx';

const plainEndpoints = ['public', 'internal', 'accelerate', 'accelerate-overseas'] as const;
type Kind = (typeof plainEndpoints)[number] | 'domain';
const kindOf = (endpoint: OssEndpoint | undefined): Kind =>
  endpoint === undefined ? 'public' : typeof endpoint === 'string' ? endpoint : 'domain';

export function LineCard({ wizard }: { wizard: Wizard }): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const { account, region, bucket, endpoint } = useStore(wizard.store, (state) => state.draft.target);
  const upload = useStore(wizard.store);
  const [checked, setChecked] = useState<{ of: string; report: NetworkReport }>();
  const ready = Boolean(account && region && bucket);
  // An answer about another way is none about this one.
  const question = JSON.stringify([account, region, bucket, endpoint]);
  const report = checked?.of === question ? checked.report : undefined;
  const check = (): void =>
    void task.run(async () => {
      if (!account || !region || !bucket) return;
      const input = { account, region, bucket, ...(endpoint === undefined ? {} : { endpoint }) };
      setChecked({ of: question, report: await page.actions.core()['network.check'](input) });
    });
  const { format, variant } = upload.draft.target;
  return (
    <section className="card" aria-labelledby="line-check">
      <header className="card-head">
        <h3 id="line-check">{words.line.title}</h3>
        <Button size="small" disabled={!ready} loading={task.running} onClick={check}>
          {report === undefined ? words.line.check : words.line.checkAgain}
        </Button>
      </header>
      <p className="quiet">{ready ? words.line.checkIntro : words.line.checkNeeds}</p>
      <EndpointField wizard={wizard} endpoint={endpoint} />
      {task.running && <Busy>{words.line.checking}</Busy>}
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      {report !== undefined && !task.running && (
        <LineFacts
          report={report}
          uploadBytes={uploadBytesOf(upload, format, variant)?.bytes}
          endpoint={endpoint}
          onUse={(next) => wizard.setTarget({ endpoint: next })}
        />
      )}
    </section>
  );
}

function EndpointField({ wizard, endpoint }: { wizard: Wizard; endpoint: OssEndpoint | undefined }): ReactNode {
  const words = useWords();
  const [domain, setDomain] = useState(typeof endpoint === 'object' ? endpoint.domain : undefined);
  const kind = domain === undefined ? kindOf(endpoint) : 'domain';
  const wrong = domain !== undefined && domain !== '' && !ossEndpoint.safeParse({ domain }).success;
  const setKind = (next: Kind): void => {
    setDomain(next === 'domain' ? '' : undefined);
    wizard.setTarget({ endpoint: next === 'domain' || next === 'public' ? undefined : next });
  };
  const type = (text: string): void => {
    setDomain(text);
    const next = ossEndpoint.safeParse({ domain: text });
    wizard.setTarget({ endpoint: next.success ? next.data : undefined });
  };
  return (
    <div className="fields">
      <Field label={words.line.endpoint} help={words.line.endpointHelp} wide={kind !== 'domain'}>
        {(wire) => (
          <Select<Kind>
            {...wire}
            value={kind}
            onChange={setKind}
            options={[...plainEndpoints, 'domain' as const].map((one) => ({
              value: one,
              label: words.line.endpoints[one],
            }))}
          />
        )}
      </Field>
      {kind === 'domain' && (
        <Field label={words.line.domain} problem={wrong ? words.line.domainWrong : undefined}>
          {(wire) => (
            <Input
              {...wire}
              className="code"
              placeholder={words.line.domainExample}
              value={domain ?? (typeof endpoint === 'object' ? endpoint.domain : '')}
              spellCheck={false}
              onChange={(event) => type(event.target.value.trim())}
            />
          )}
        </Field>
      )}
    </div>
  );
}
