/**
 * Tells those who cannot see the bars how running work is getting on: a stage that begins, each quarter of the way, what it
 * waits for, its end. Wherever in the page they are, politely, and never more often than that.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { MigrationView } from '../../contract/migrations.ts';
import type { Progress } from '../../contract/stages.ts';
import { usePage } from '../state/use-page.ts';
import { useSay, useWords, type Say, type Words } from '../words/use-words.ts';
import { percentOfProgress, situationOf } from '../parts/state-text.ts';

export function Announcer(): ReactNode {
  const words = useWords();
  const say = useSay();
  const page = usePage();
  const byId = useStore(page.migrations.store, (state) => state.byId);
  // What came to rest before this page was opened is no news.
  const [seenAtWork] = useState(() => new Set<string>());
  useEffect(() => {
    for (const { id, status } of Object.values(byId)) if (status === 'running') seenAtWork.add(id);
  }, [byId, seenAtWork]);
  // A string: the same words repaint nothing and are said once.
  const news = useStore(page.migrations.progress, (progress) =>
    Object.values(byId)
      .filter(({ id, status }) => status === 'running' || seenAtWork.has(id))
      .map((view) => newsOf(view, progress[view.id], words, say))
      .filter((text) => text !== '')
      .join(' '),
  );
  return (
    <div className="unseen" role="status">
      {news}
    </div>
  );
}

function newsOf(view: MigrationView, progress: Progress | undefined, words: Words, say: Say): string {
  const name = view.name === '' ? words.home.untitled : view.name;
  if (view.status === 'done') return words.program.announcement(name, words.run.done);
  const situation = situationOf(view, progress, words, say);
  if (situation === '') return '';
  const percent = view.status === 'running' ? percentOfProgress(progress) : undefined;
  const quarter = percent === undefined ? 0 : Math.floor(percent / 25) * 25;
  return words.program.announcement(name, quarter === 0 ? situation : say.clauses([situation, say.percent(quarter)]));
}
