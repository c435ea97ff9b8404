/** The steps Assess and Prepare of a migration that was started: what was answered and settled, to read. */
import type { ReactNode } from 'react';
import type { MigrationView } from '../../../contract/migrations.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { useWords } from '../../words/use-words.ts';

export function SettledPreparation({ view }: { view: MigrationView }): ReactNode {
  const { prepare, server, assess, wizard } = useWords();
  const { assess: answers = {}, prepare: work = {} } = view.draft ?? {};
  const items = Object.values(work.items ?? {});
  const settled = items.filter(({ state }) => state === 'done' || state === 'not-applicable');
  const facts = [
    [server.from, answers.from && server.platforms[answers.from]],
    [server.os, answers.osForm?.platform],
    [assess.bootMode, answers.bootMode],
    [assess.architecture, answers.architecture],
    [assess.systemDisk, answers.systemDiskGiB],
    [prepare.settled.items, items.length > 0 && settled.length],
    [prepare.resultFile, work.result?.file],
  ] as const;
  return (
    <>
      <h2>{prepare.settled.title}</h2>
      <p className="quiet">{wizard.settled}</p>
      <section className="card">
        {facts.some(([, value]) => value !== undefined && value !== false) ? (
          <FactList facts={facts} />
        ) : (
          <p>{prepare.settled.none}</p>
        )}
      </section>
    </>
  );
}
