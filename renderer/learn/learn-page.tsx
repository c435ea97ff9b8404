/** Learn: the steps, the tools, the words, the limits, the practice cloud and the error book. Everything works offline. */
import type { ReactNode } from 'react';
import { hashOf, learnTopics, type LearnTopic } from '../state/route.ts';
import { useWords } from '../words/use-words.ts';
import { ErrorBookPage } from './error-book-page.tsx';
import { KnowledgePage } from './knowledge-page.tsx';
import { PracticePage } from './practice-page.tsx';
import './learn.css';

export interface LearnPageProps {
  topic: LearnTopic | undefined;
  /** An entry of the topic to be shown first. */
  entry: string | undefined;
}

export function LearnPage({ topic = 'steps', entry }: LearnPageProps): ReactNode {
  const { learn } = useWords();
  return (
    <div className="sheet learn">
      <header className="sheet-head">
        <h1>{learn.title}</h1>
      </header>
      <nav className="tabs" aria-label={learn.title}>
        {learnTopics.map((one) => (
          <a
            key={one}
            href={hashOf({ at: 'learn', topic: one })}
            {...(one === topic ? { 'aria-current': 'page' as const } : {})}
          >
            {learn.topics[one]}
          </a>
        ))}
      </nav>
      {topic === 'practice' ? (
        <PracticePage />
      ) : topic === 'errors' ? (
        <ErrorBookPage code={entry} />
      ) : (
        <KnowledgePage key={topic} topic={topic} entry={entry} />
      )}
    </div>
  );
}
