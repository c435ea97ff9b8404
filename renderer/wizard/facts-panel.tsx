/** The panel on the right: what is known by now of the disks, the target and the work ahead. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { DiskReport, Draft, MigrationView } from '../../contract/views.ts';
import { usePage } from '../state/use-page.ts';
import { reportOf, type Wizard, type WizardState } from '../state/wizard.ts';
import { FactList } from '../ui/fact-list.tsx';
import { Mark } from '../ui/mark.tsx';
import { useSay, useWords } from '../words/use-words.ts';

interface KnownDisk {
  name: string;
  role: 'system' | 'data';
  report: DiskReport | undefined;
}
const none = createStore<WizardState | undefined>(() => undefined);
const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

export function FactsPanel({ view, wizard }: { view: MigrationView; wizard: Wizard | undefined }): ReactNode {
  const words = useWords();
  const local = useStore<typeof none>(wizard?.store ?? none);
  const disks: readonly KnownDisk[] =
    local === undefined
      ? view.disks.map(({ path, role, report }) => ({ name: nameOf(path), role, report }))
      : local.disks.map((one) => ({ name: one.name, role: one.role, report: reportOf(one) }));
  const draft = local?.draft ?? view.draft;
  return (
    // Scrolls, so the keyboard must reach it.
    <aside className="facts-panel" aria-label={words.wizard.facts} tabIndex={0}>
      <h2>{words.facts.disk}</h2>
      {disks.length === 0 ? (
        <p className="quiet">{words.facts.noDisk}</p>
      ) : (
        disks.map((one) => <DiskFacts key={one.name} disk={one} />)
      )}
      {draft !== undefined && <TargetFacts draft={draft} disks={disks} />}
    </aside>
  );
}

function DiskFacts({ disk }: { disk: KnownDisk }): ReactNode {
  const words = useWords();
  const say = useSay();
  return (
    <>
      <div className="facts-disk" title={disk.name}>
        {disk.name}
      </div>
      <FactList
        facts={[
          [words.disks.role, words.disks.roles[disk.role]],
          [words.disks.format, disk.report?.format.toUpperCase()],
          [words.facts.virtual, disk.report && say.bytes(disk.report.virtualSizeBytes)],
          [words.facts.stored, disk.report && say.bytes(disk.report.storedSizeBytes)],
          [
            words.disks.boot,
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
  disks,
}: {
  draft: Omit<Draft, 'disks'>;
  disks: readonly KnownDisk[];
}): ReactNode {
  const words = useWords();
  const say = useSay();
  const accounts = useStore(usePage().accounts, (state) => state.list);
  const { target, image } = draft;
  const account = accounts?.find((one) => one.name === target.account);
  // RAW carries every byte of the virtual size; the others about what the source stores.
  const upload = disks.reduce(
    (sum, { report }) =>
      sum + ((target.format === 'raw' ? report?.virtualSizeBytes : report?.storedSizeBytes) ?? 0),
    0,
  );
  return (
    <>
      <h2>{words.facts.target}</h2>
      <FactList
        facts={[
          [
            words.facts.account,
            account?.kind === 'practice' ? (
              <Mark tone="practice">{words.frame.practice}</Mark>
            ) : (
              target.account
            ),
          ],
          [words.facts.region, target.region],
          [words.facts.bucket, target.bucket],
          [words.facts.object, target.object],
          [words.facts.format, target.format && words.target.formats[target.format]],
          [
            words.facts.upload,
            upload === 0 || target.format === undefined ? undefined : words.facts.about(say.bytes(upload)),
          ],
        ]}
      />
      {Object.keys(image).length > 0 && <h2>{words.facts.image}</h2>}
      <FactList
        facts={[
          [words.facts.imageName, image.name],
          [words.facts.system, image.platform],
          [
            words.facts.size,
            image.systemDiskGiB === undefined ? undefined : words.facts.gib(image.systemDiskGiB),
          ],
          [words.disks.boot, image.bootMode],
        ]}
      />
    </>
  );
}
