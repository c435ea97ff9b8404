/** How the disk is captured on this platform, how large the file gets, how long it takes, and which file to expect. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CaptureWay } from '../../../contract/prepare.ts';
import { TypedNumber } from '../../parts/typed-number.tsx';
import { captureSizesOf } from '../../state/assess.ts';
import { usePage } from '../../state/use-page.ts';
import { useLoaded } from '../../state/use-task.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Blocks } from './blocks.tsx';
import { Busy } from '../../ui/busy.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useLocale, useSay, useWords } from '../../words/use-words.ts';

export function CapturePage({ wizard, way }: { wizard: Wizard; way: CaptureWay }): ReactNode {
  const { prepare, assess } = useWords();
  const say = useSay();
  const page = usePage();
  const locale = useLocale();
  const answers = useStore(wizard.store, ({ draft }) => draft.assess);
  const { known, ...sizes } = captureSizesOf(answers ?? {});
  const [loaded] = useLoaded(JSON.stringify([locale, way, sizes]), () =>
    page.actions.core()['prepare.capture']({ way, sizes, locale }),
  );
  if (loaded.at === 'failed') return <FailureNotice failure={loaded.failure} />;
  if (loaded.at === 'loading') return <Busy>{prepare.loading}</Busy>;
  const guide = loaded.value;
  const { bytes, time, assumption } = guide.estimate;
  return (
    <section className="card" aria-labelledby="capture">
      <h3 id="capture">{guide.title}</h3>
      <p>{guide.when}</p>
      <p>{guide.cold}</p>
      <div className="fields">
        <TypedNumber wizard={wizard} field="systemDiskGiB" label={prepare.diskSize} />
        <TypedNumber wizard={wizard} field="systemUsedGiB" label={prepare.diskUsed} />
      </div>
      <FactList
        facts={[
          [prepare.fileSize, assess.range(say.bytes(bytes.from), say.bytes(bytes.to))],
          [prepare.captureTime, assess.range(say.duration(time.fromMs), say.duration(time.toMs))],
        ]}
      />
      <p className="quiet">
        {assumption} {!known && prepare.usualDisk(sizes.virtualGiB)}
      </p>
      <ol className="guide">
        {guide.steps.map((step) => (
          <li key={step.title}>
            <h4>{step.title}</h4>
            <Blocks blocks={step.blocks} of={step.title} />
          </li>
        ))}
      </ol>
      <h4>{prepare.expect}</h4>
      <ul className="points">
        {guide.expect.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="quiet">{prepare.sources(guide.sources.map(say.source))}</p>
    </section>
  );
}
