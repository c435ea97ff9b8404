/** The last result that was brought back: which server it is of, and whether that is the one that was chosen. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Wizard } from '../../state/wizard.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSystems } from '../../parts/server-fields.tsx';
import { useNow } from '../../state/use-page.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

/** The facts worth showing, in this order; the rest is for the program. */
const shown = ['hostName', 'osName', 'kernel', 'architecture', 'bootMode', 'platform', 'lookedAt'] as const;

export function ResultCard({ wizard }: { wizard: Wizard }): ReactNode {
  const { prepare } = useWords();
  const say = useSay();
  const now = useNow();
  const result = useStore(wizard.store, ({ draft }) => draft.prepare?.result);
  if (result === undefined) return undefined;
  const { file, tool, when, host, ignored } = result;
  const time = Number.isNaN(Date.parse(when)) ? when : say.time(when, now);
  return (
    <section className="card" aria-labelledby="result">
      <header className="card-head">
        <h3 id="result">{prepare.result}</h3>
        <Button size="small" onClick={() => wizard.setPrepare({ result: undefined })}>
          {prepare.forgetResult}
        </Button>
      </header>
      <FactList
        facts={[
          [prepare.resultFile, <code key="file">{file}</code>],
          [prepare.resultTool, tool],
          [prepare.resultWhen, time],
          ...shown.map((name) => [prepare.hostFacts[name], host[name]] as const),
        ]}
      />
      <OtherSystem wizard={wizard} seen={result.os} />
      <p>{prepare.resultTicked}</p>
      {ignored.length > 0 && <p className="quiet">{prepare.resultIgnored(ignored)}</p>}
    </section>
  );
}

/** The result is of another system than the chosen one: the file or the choice is wrong. */
function OtherSystem({ wizard, seen }: { wizard: Wizard; seen: string | undefined }): ReactNode {
  const { prepare } = useWords();
  const systems = useSystems();
  const chosen = useStore(wizard.store, ({ draft }) => draft.assess?.os);
  if (seen === undefined || seen === chosen || systems.at !== 'known') return undefined;
  const found = systems.value.find(({ id }) => id === seen);
  const now = systems.value.find(({ id }) => id === chosen);
  if (found === undefined || now === undefined) return undefined;
  return (
    <Notice
      tone="mind"
      title={prepare.otherSystem(found.name, now.name)}
      actions={
        <Button size="small" onClick={() => wizard.setAssess({ os: found.id, osForm: found.form })}>
          {prepare.useSystem(found.name)}
        </Button>
      }
    />
  );
}
