/** Home: all migrations, newest first, or what the program does when there are none. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Busy } from '../ui/busy.tsx';
import { useStore } from 'zustand';
import { go } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/use-words.ts';
import { EmptyHome } from './empty-home.tsx';
import { LeftoversNotice } from './leftovers-notice.tsx';
import { OpenPlan } from './open-plan.tsx';
import { MigrationRow } from './migration-row.tsx';
import './migrations.css';

export function MigrationsPage(): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const { known, byId } = useStore(page.migrations.store);
  const all = Object.values(byId).sort((a, b) => b.created.localeCompare(a.created));
  const create = (): void =>
    void task.run(async () => {
      const view = await page.actions.create('');
      go({ at: 'wizard', id: view.id, step: 'assess' });
    });
  return (
    <div className="sheet">
      <header className="sheet-head">
        <h1>{words.home.title}</h1>
        <div className="buttons">
          <OpenPlan />
          {all.length > 0 && (
            <Button type="primary" loading={task.running} onClick={create}>
              {words.home.create}
            </Button>
          )}
        </div>
      </header>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      <LeftoversNotice />
      {!known && <Busy>{words.common.loading}</Busy>}
      {known && all.length === 0 && <EmptyHome onCreate={create} creating={task.running} />}
      {all.length > 0 && (
        <Table
          headings={[
            words.home.columns.name,
            words.home.columns.state,
            words.home.columns.created,
            words.home.columns.actions,
          ]}
        >
          {all.map((view) => (
            <MigrationRow key={view.id} view={view} />
          ))}
        </Table>
      )}
    </div>
  );
}
