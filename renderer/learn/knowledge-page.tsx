/** One page of what the program knows: the steps, the tools, the glossary or the limits, each entry with who says so. */
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { LearnPage, RuleView } from '../../contract/rules.ts';
import type { LearnTopic } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded } from '../state/use-task.ts';
import { Busy } from '../ui/busy.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useLocale, useSay, useWords } from '../words/use-words.ts';
import { Entry } from './entry.tsx';

export interface KnowledgePageProps {
  topic: Exclude<LearnTopic, 'practice' | 'errors'>;
  entry: string | undefined;
}

const holds = (text: string, sought: string): boolean => text.toLowerCase().includes(sought.trim().toLowerCase());

export function KnowledgePage({ topic, entry }: KnowledgePageProps): ReactNode {
  const words = useWords();
  const page = usePage();
  const locale = useLocale();
  const [sought, setSought] = useState('');
  const [loaded] = useLoaded(locale, () => page.actions.core()['learn.pages']({ locale }));
  if (loaded.at === 'loading') return <Busy>{words.common.loading}</Busy>;
  if (loaded.at === 'failed') return <FailureNotice failure={loaded.failure} />;
  const entries = loaded.value.pages.find((one) => one.topic === topic)?.entries ?? [];
  const found = entries.filter(({ title, text }) => holds(`${title} ${text}`, sought));
  const ruleOf = (id: string): RuleView | undefined =>
    topic === 'limits' ? loaded.value.rules.find((rule) => rule.id === id) : undefined;
  return (
    <>
      <p className="quiet">{words.learn.about[topic]}</p>
      <Input
        className="learn-search"
        allowClear
        aria-label={words.learn.search}
        placeholder={words.learn.search}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      {found.length === 0 && <p role="status">{words.learn.nothing}</p>}
      <ul className="learn-entries">
        {found.map((one) => (
          <Entry key={one.id} shown={one.id === entry}>
            <Known entry={one} rule={ruleOf(one.id)} />
          </Entry>
        ))}
      </ul>
    </>
  );
}

function Known({ entry, rule }: { entry: LearnPage['entries'][number]; rule: RuleView | undefined }): ReactNode {
  const { prepare } = useWords();
  const say = useSay();
  return (
    <>
      <h2>{entry.title}</h2>
      {rule?.today === undefined ? (
        <p>{entry.text}</p>
      ) : (
        <>
          <p>{prepare.older(rule.says)}</p>
          <p>{prepare.today(rule.today.says)}</p>
          {rule.weDo !== undefined && <p>{prepare.weDo(rule.weDo)}</p>}
        </>
      )}
      <p className="quiet">{prepare.sources(entry.sources.map(say.source))}</p>
    </>
  );
}
