/** Settings: theme and language, bandwidth and network, uploads left behind, and what program this is. */
import { Radio } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { contractVersion } from '../../contract/version.ts';
import type { Settings } from '../../contract/settings.ts';
import { languages, locales } from '../../words/locale.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { CapField } from '../parts/cap-field.tsx';
import { DataCard } from './data-card.tsx';
import { HoursField } from '../parts/hours-field.tsx';
import { LeftoversCard } from './leftovers-card.tsx';
import { ProxyCard } from './proxy-card.tsx';
import { SupportCard } from './support-card.tsx';
import { UpdatesCard } from './updates-card.tsx';
import './settings.css';

const wishes = ['system', ...locales] as const;
const themes: readonly Settings['theme'][] = ['system', 'light', 'dark'];

export function SettingsPage(): ReactNode {
  const words = useWords();
  const page = usePage();
  const theme = useStore(page.settings, (settings) => settings.theme);
  const language = useStore(page.settings, (settings) => settings.language);
  const connection = useStore(page.connection.store);
  const task = useTask();
  const hello = 'hello' in connection ? connection.hello : undefined;
  return (
    <div className="sheet">
      <header className="sheet-head">
        <h1>{words.settings.title}</h1>
        <ConfirmButton
          label={words.program.reset}
          title={words.program.resetTitle}
          text={words.program.resetText}
          yes={words.program.resetYes}
          onYes={page.actions.resetSettings}
        />
      </header>
      <section className="card">
        <h2 id="theme-title">{words.settings.theme}</h2>
        <Radio.Group
          aria-labelledby="theme-title"
          name="theme"
          value={theme}
          onChange={(event) => {
            const wish = themes.find((one) => one === event.target.value);
            if (wish !== undefined) void task.run(() => page.actions.changeSettings({ theme: wish }));
          }}
          options={themes.map((one) => ({ value: one, label: words.settings.themes[one] }))}
        />
        <h2 id="language-title">{words.settings.language}</h2>
        <Radio.Group
          aria-labelledby="language-title"
          name="language"
          value={language ?? 'system'}
          onChange={(event) => {
            const wish = wishes.find((one) => one === event.target.value);
            if (wish !== undefined) void task.run(() => page.actions.changeSettings({ language: wish }));
          }}
          options={wishes.map((one) => ({
            value: one,
            label: one === 'system' ? words.settings.systemLanguage : languages[one].name,
          }))}
        />
        {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      </section>
      <section className="card" aria-labelledby="transfer">
        <h2 id="transfer">{words.line.title}</h2>
        <div className="fields">
          <CapField />
          <HoursField />
        </div>
      </section>
      <ProxyCard />
      <LeftoversCard />
      <DataCard />
      <SupportCard />
      <UpdatesCard />
      {hello !== undefined && (
        <section className="card">
          <h2>{words.settings.about}</h2>
          <FactList
            facts={[
              [words.settings.version, `${hello.product} ${hello.version}`],
              [words.settings.door, words.settings.doors[hello.door]],
              [words.settings.system, hello.system],
              [words.settings.contract, contractVersion()],
            ]}
          />
        </section>
      )}
    </div>
  );
}
