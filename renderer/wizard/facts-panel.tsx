/** The panel on the right: what is known by now of the disks, the target and the work ahead. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { DiskReport } from '../../contract/disks.ts';
import type { Draft, MigrationView } from '../../contract/migrations.ts';
import { usePage } from '../state/use-page.ts';
import { keyOf, reportOf, uploadBytesOf } from '../state/disks.ts';
import { slotOf, type Slot } from '../state/disk-roles.ts';
import type { WizardState } from '../state/wizard-state.ts';
import type { Wizard } from '../state/wizard.ts';
import { FactList } from '../ui/fact-list.tsx';
import { Mark } from '../ui/mark.tsx';
import { useSay, useWords } from '../words/use-words.ts';

interface KnownDisk {
  key: string;
  name: string;
  slot: Slot;
  report: DiskReport | undefined;
}
const none = createStore<WizardState | undefined>(() => undefined);
/** With more disks than this, only what tells them apart is shown of each. */
const inFullAtMost = 3;
const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

export function FactsPanel({ view, wizard }: { view: MigrationView; wizard: Wizard | undefined }): ReactNode {
  const words = useWords();
  const local = useStore<typeof none>(wizard?.store ?? none);
  const disks: readonly KnownDisk[] =
    local === undefined
      ? view.disks.map((one) => ({
          key: keyOf(one),
          name: one.member ?? nameOf(one.path),
          slot: slotOf(view.disks, one),
          report: one.report,
        }))
      : local.disks.map((one) => ({
          key: keyOf(one),
          name: one.name,
          slot: slotOf(local.disks, one),
          report: reportOf(local, one),
        }));
  const draft = local?.draft ?? view.draft;
  return (
    // Scrolls, so the keyboard must reach it.
    <aside className="facts-panel" aria-label={words.wizard.facts} tabIndex={0}>
      <h2>{words.facts.disk}</h2>
      {draft?.existing !== undefined ? (
        draft.existing.map(({ key }) => (
          <div key={key} className="facts-disk">
            {key}
          </div>
        ))
      ) : disks.length === 0 ? (
        <p className="quiet">{words.facts.noDisk}</p>
      ) : (
        disks.map((one) => <DiskFacts key={one.key} disk={one} brief={disks.length > inFullAtMost} />)
      )}
      {draft !== undefined && (
        <TargetFacts draft={draft} upload={local && uploadBytesOf(local, draft.target.format, draft.target.variant)} />
      )}
    </aside>
  );
}

function DiskFacts({ disk, brief }: { disk: KnownDisk; brief: boolean }): ReactNode {
  const words = useWords();
  const say = useSay();
  return (
    <>
      <div className="facts-disk" title={disk.name}>
        {disk.name}
      </div>
      <FactList
        facts={[
          [words.disks.role, words.disks.slot(disk.slot)],
          [words.disks.format, brief ? undefined : disk.report?.format.toUpperCase()],
          [words.facts.virtual, disk.report && say.bytes(disk.report.virtualSizeBytes)],
          [words.facts.stored, !brief && disk.report && say.bytes(disk.report.storedSizeBytes)],
          [
            words.disks.boot,
            !brief &&
              disk.report &&
              (disk.report.bootMode === 'unknown' ? words.disks.bootUnknown : disk.report.bootMode),
          ],
        ]}
      />
    </>
  );
}

function TargetFacts({
  draft,
  upload,
}: {
  draft: Omit<Draft, 'disks'>;
  upload: { bytes: number; exact: boolean } | undefined;
}): ReactNode {
  const words = useWords();
  const say = useSay();
  const accounts = useStore(usePage().accounts, (state) => state.list);
  const { target, image } = draft;
  const account = accounts?.find((one) => one.name === target.account);
  return (
    <>
      <h2>{words.facts.target}</h2>
      <FactList
        facts={[
          [
            words.facts.account,
            account?.kind === 'practice' ? <Mark tone="practice">{words.frame.practice}</Mark> : target.account,
          ],
          [words.facts.region, target.region && say.region({ id: target.region })],
          [words.facts.bucket, target.bucket],
          [words.facts.object, target.object],
          [words.facts.format, target.format && words.disks.formatNames[target.format][target.variant ?? 'plain']],
          [
            words.facts.upload,
            upload && (upload.exact ? say.bytes(upload.bytes) : words.facts.about(say.bytes(upload.bytes))),
          ],
        ]}
      />
      {Object.keys(image).length > 0 && <h2>{words.facts.image}</h2>}
      <FactList
        facts={[
          [words.facts.imageName, image.name],
          [words.facts.system, image.platform],
          [words.facts.size, image.systemDiskGiB === undefined ? undefined : words.facts.gib(image.systemDiskGiB)],
          [words.disks.boot, image.bootMode],
        ]}
      />
    </>
  );
}
