/** The step Prepare: what to do on the server before its disk is taken, where the disk goes, and how it is captured. Optional. */
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Checklist, CaptureWay, PrepareRequest } from '../../../contract/prepare.ts';
import type { AssessDraft } from '../../../contract/preparing.ts';
import { captureSizesOf } from '../../state/assess.ts';
import { hashOf } from '../../state/route.ts';
import { usePage } from '../../state/use-page.ts';
import { useLoaded } from '../../state/use-task.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Busy } from '../../ui/busy.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Field } from '../../ui/field.tsx';
import { PaperButtons } from '../../ui/paper-buttons.tsx';
import { useLocale, useWords } from '../../words/use-words.ts';
import { CapturePage } from './capture-page.tsx';
import { ChecklistPage } from './checklist-page.tsx';
import { ScriptPage } from './script-page.tsx';
import { ServerFields } from '../../parts/server-fields.tsx';
import { SharePage } from './share-page.tsx';
import './prepare.css';

const pages = ['checklist', 'script', 'shares', 'capture'] as const;
type Sub = (typeof pages)[number];

export interface PrepareStepProps {
  id: string;
  wizard: Wizard;
  /** One of the sub-pages, or an item of the checklist to be shown open. */
  part: string | undefined;
}

export function PrepareStep({ id, wizard, part }: PrepareStepProps): ReactNode {
  const { prepare, assess } = useWords();
  const page = usePage();
  const locale = useLocale();
  const { from, os } = useStore(wizard.store, ({ draft }) => draft.assess ?? none);
  const wished = useStore(wizard.store, ({ draft }) => draft.prepare?.capture);
  const here: Sub = pages.find((one) => one === part) ?? 'checklist';
  // The list depends on the way of capture, and the ways on the server: an unfit wish is met with the usual way.
  const asked = from === undefined || os === undefined ? undefined : { from, os };
  const [loaded] = useLoaded(asked && JSON.stringify([locale, asked, wished]), async () => {
    if (asked === undefined) throw new Error('asked without a server');
    const ask = (capture: CaptureWay) =>
      page.actions.core()['prepare.checklist']({ request: { ...asked, capture }, locale });
    const first = await ask(wished ?? 'dd-rescue');
    const capture = first.captures.find(({ way }) => way === wished) ?? first.captures[0];
    if (capture === undefined || capture.way === wished) return first;
    return ask(capture.way);
  });
  const known = loaded.at === 'known' ? loaded.value : undefined;
  const server = asked && known && { list: known.list, request: { ...asked, capture: known.list.capture } };
  return (
    <>
      <h2>{prepare.title}</h2>
      <p className="quiet">{prepare.intro}</p>
      <section className="card" aria-labelledby="prepare-server">
        <h3 id="prepare-server">{assess.theServer}</h3>
        <div className="fields">
          <ServerFields wizard={wizard} />
          {known !== undefined && (
            <Field label={prepare.capture} help={prepare.captureHelp}>
              {(wire) => (
                <Select
                  {...wire}
                  value={known.list.capture}
                  onChange={(capture) => wizard.setPrepare({ capture })}
                  options={known.captures.map(({ way, title }) => ({ value: way, label: title }))}
                />
              )}
            </Field>
          )}
        </div>
        {server !== undefined && <Sheet wizard={wizard} {...server} />}
      </section>
      {asked === undefined && <p className="quiet">{prepare.needServer}</p>}
      {asked !== undefined && loaded.at === 'loading' && <Busy>{prepare.loading}</Busy>}
      {loaded.at === 'failed' && <FailureNotice failure={loaded.failure} />}
      <nav className="tabs" aria-label={prepare.title}>
        {pages.map((one) => (
          <a
            key={one}
            href={hashOf({ at: 'wizard', id, step: 'prepare', part: one })}
            {...(one === here ? { 'aria-current': 'page' as const } : {})}
          >
            {prepare.pages[one]}
          </a>
        ))}
      </nav>
      {here === 'shares' && <SharePage wizard={wizard} />}
      {server !== undefined && <Sub here={here} wizard={wizard} item={part} {...server} />}
      <footer className="step-foot">
        <Button href={hashOf({ at: 'wizard', id, step: 'assess' })}>{prepare.back}</Button>
        <span className="spring" />
        <Button type="primary" href={hashOf({ at: 'wizard', id, step: 'disks' })}>
          {prepare.next}
        </Button>
      </footer>
    </>
  );
}
const none: AssessDraft = {};

interface SubProps {
  here: Sub;
  wizard: Wizard;
  list: Checklist;
  request: PrepareRequest;
  item: string | undefined;
}

function Sub({ here, wizard, list, request, item }: SubProps): ReactNode {
  if (here === 'checklist') return <ChecklistPage wizard={wizard} list={list} shown={item} />;
  if (here === 'script') return <ScriptPage wizard={wizard} list={list} request={request} />;
  return here === 'capture' ? <CapturePage wizard={wizard} way={request.capture} /> : undefined;
}

function Sheet({ wizard, request, list }: Omit<SubProps, 'here' | 'item'>): ReactNode {
  const { prepare } = useWords();
  const page = usePage();
  const locale = useLocale();
  return (
    <PaperButtons
      print={prepare.printSheet}
      name={`${prepare.sheetFile} ${list.osName}`}
      write={(paper) => {
        const { assess = {}, prepare: work = {} } = wizard.store.getState().draft;
        const { known: _known, ...sizes } = captureSizesOf(assess);
        const core = page.actions.core();
        return core['prepare.sheet']({ request, items: work.items ?? {}, sizes, paper, locale });
      }}
    />
  );
}
