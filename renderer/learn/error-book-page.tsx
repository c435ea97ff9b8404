/** The error book: every code the services document for what this program does, by chapter, to be searched. */
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { bookedCode, errorBook, errorChapters } from '../../contract/error-book.ts';
import { languages } from '../../words/locale.ts';
import { useLocale, useWords } from '../words/use-words.ts';
import { Entry } from './entry.tsx';

/** `code`: as a service said it; the book's own entry for it is shown first. */
export function ErrorBookPage({ code }: { code: string | undefined }): ReactNode {
  const { learn } = useWords();
  const book = languages[useLocale()].errorBook;
  const [sought, setSought] = useState('');
  const wanted = sought.trim().toLowerCase();
  const shown = code === undefined ? undefined : bookedCode(code);
  const chapters = errorChapters
    .map((chapter) => ({
      chapter,
      codes: errorBook[chapter].filter((one) => {
        const { title, meaning, remedy } = book.entries[one];
        return `${one} ${title} ${meaning} ${remedy}`.toLowerCase().includes(wanted);
      }),
    }))
    .filter(({ codes }) => codes.length > 0);
  const count = chapters.reduce((sum, { codes }) => sum + codes.length, 0);
  return (
    <>
      <p className="quiet">{learn.about.errors}</p>
      <Input
        className="learn-search"
        allowClear
        aria-label={learn.searchErrors}
        placeholder={learn.searchErrors}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      {code !== undefined && shown === undefined && <p role="alert">{learn.codeUnknown(code)}</p>}
      <p role="status" className="quiet">
        {count === 0 ? learn.nothing : learn.codes(count)}
      </p>
      {chapters.map(({ chapter, codes }) => (
        <section key={chapter} className="card" aria-labelledby={`chapter-${chapter}`}>
          <h2 id={`chapter-${chapter}`}>{book.chapters[chapter]}</h2>
          <ul className="learn-entries">
            {codes.map((one) => (
              <Entry key={one} shown={one === shown}>
                <h3>{book.entries[one].title}</h3>
                <code>{one}</code>
                <p>{book.entries[one].meaning}</p>
                <p>
                  <strong>{learn.remedy}</strong> {book.entries[one].remedy}
                </p>
              </Entry>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
