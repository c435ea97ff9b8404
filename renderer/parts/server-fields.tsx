/** Which server it is about: the platform it runs on and its operating system. Assess and Prepare ask the same. */
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { sourcePlatforms } from '../../contract/assess.ts';
import type { AssessDraft } from '../../contract/preparing.ts';
import { osFamilies, type OsView } from '../../contract/rules.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded, type Loaded } from '../state/use-task.ts';
import type { Wizard } from '../state/wizard.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { useLocale, useWords } from '../words/use-words.ts';

export function useSystems(): Loaded<OsView[]> {
  const page = usePage();
  const locale = useLocale();
  return useLoaded(locale, () => page.actions.core()['learn.systems']({ locale }))[0];
}

export function ServerFields({ wizard }: { wizard: Wizard }): ReactNode {
  const { server } = useWords();
  const { from, os } = useStore(wizard.store, ({ draft }) => draft.assess ?? none);
  const systems = useSystems();
  const known = systems.at === 'known' ? systems.value : [];
  const chosen = known.find(({ id }) => id === os);
  const choose = (id: string): void => {
    const next = known.find((one) => one.id === id);
    if (next !== undefined) wizard.setAssess({ os: id, osForm: next.form });
  };
  const about = chosen && [server.support[chosen.support], chosen.note].filter(Boolean).join('; ');
  return (
    <>
      <Field label={server.from} required missing={from === undefined} help={server.fromHelp}>
        {(wire) => (
          <Select
            {...wire}
            placeholder={server.choose}
            value={from ?? null}
            onChange={(next) => next !== null && wizard.setAssess({ from: next })}
            options={sourcePlatforms.map((one) => ({ value: one, label: server.platforms[one] }))}
          />
        )}
      </Field>
      <Field label={server.os} required missing={os === undefined} help={about || server.osHelp}>
        {(wire) => (
          <Select
            {...wire}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={server.choose}
            loading={systems.at === 'loading'}
            value={os ?? null}
            onChange={(next) => next !== null && choose(next)}
            options={osFamilies.map((family) => ({
              label: server.families[family],
              options: known.filter((one) => one.family === family).map(({ id, name }) => ({ value: id, label: name })),
            }))}
          />
        )}
      </Field>
      {systems.at === 'failed' && <FailureNotice failure={systems.failure} />}
    </>
  );
}

const none: AssessDraft = {};
