/** Begins a migration from a plan file; what is wrong with the file is said where it was chosen. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Chosen } from '../../contract/files.ts';
import { go } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { FileChooser } from '../parts/file-chooser.tsx';

export function OpenPlan(): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const [choosing, setChoosing] = useState(false);
  // The page's own chooser at every door: the system's dialog is set up for disks.
  const open = ({ handle }: Chosen): void => {
    setChoosing(false);
    void task.run(async () => {
      const view = await page.actions.openPlan(handle);
      go({ at: 'wizard', id: view.id, step: 'disks' });
    });
  };
  return (
    <>
      <Button title={words.home.openPlanHelp} disabled={task.running} onClick={() => setChoosing(true)}>
        {words.home.openPlan}
      </Button>
      {choosing && <FileChooser what="plan" start={undefined} onClose={() => setChoosing(false)} onChosen={open} />}
      {task.failure !== undefined && (
        <Dialog title={words.home.openPlan} onClose={task.forget}>
          <FailureNotice failure={task.failure} />
        </Dialog>
      )}
    </>
  );
}
