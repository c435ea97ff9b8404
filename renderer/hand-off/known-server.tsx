/** The facts of one server: shown, copied, and saved as a file. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { MigrationView } from '../../contract/migrations.ts';
import { slotOf } from '../state/disk-roles.ts';
import { reportOf } from '../state/disks.ts';
import { usePage } from '../state/use-page.ts';
import type { WizardState } from '../state/wizard-state.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { fileNameFrom, saveFile } from '../ui/save-file.ts';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/use-words.ts';
import { asJson, asMarkdown, diskRows, factLines, sourceFacts, type KnownDisk } from './source-facts.ts';

const none = createStore<WizardState | undefined>(() => undefined);

/** A draft's disks are known to its wizard, those of a started migration to its record. */
function useKnownDisks(view: MigrationView): readonly KnownDisk[] {
  const { actions } = usePage();
  const wizard = view.status === 'draft' ? actions.wizard(view) : undefined;
  const local = useStore<typeof none>(wizard?.store ?? none);
  const known =
    local === undefined
      ? view.disks.map((disk) => ({
          name: disk.member ?? disk.path.split(/[\\/]/).at(-1) ?? disk.path,
          slot: slotOf(view.disks, disk),
          report: disk.report,
        }))
      : local.disks.map((disk) => ({
          name: disk.name,
          slot: slotOf(local.disks, disk),
          report: reportOf(local, disk),
        }));
  return known.flatMap(({ report, ...disk }) => (report === undefined ? [] : [{ ...disk, report }]));
}

export function KnownServer({ view }: { view: MigrationView }): ReactNode {
  const words = useWords();
  const disks = useKnownDisks(view);
  const { columns } = words.handOff;
  if (disks.length === 0) return <p role="status">{words.handOff.unknownDisks}</p>;
  const facts = sourceFacts(view.name, disks, view.draft);
  const markdown = asMarkdown(facts, words);
  const name = facts.server ?? view.name;
  return (
    <>
      <FactList facts={factLines(facts, words)} />
      <Table small headings={[columns.disk, columns.role, columns.size, columns.data, columns.partitions]}>
        {diskRows(facts, words).map((row, index) => (
          <tr key={index}>
            {row.map((text, column) => (
              <td key={column}>{text}</td>
            ))}
          </tr>
        ))}
      </Table>
      <div className="buttons">
        <Button onClick={() => saveFile(fileNameFrom(name, '.json'), 'application/json', asJson(facts))}>
          {words.handOff.saveJson}
        </Button>
        <Button onClick={() => saveFile(fileNameFrom(name, '.md'), 'text/markdown', markdown)}>
          {words.handOff.saveMarkdown}
        </Button>
        <CopyButton text={markdown} what={words.handOff.copyWhat} />
      </div>
    </>
  );
}
