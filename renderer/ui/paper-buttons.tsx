/** The three ways to take a written page along: print it, save it as HTML, save it as Markdown. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTask } from '../state/use-task.ts';
import { useWords } from '../words/use-words.ts';
import { FailureNotice } from './failure-notice.tsx';
import { printHtml } from './print-html.ts';
import { fileNameFrom, saveFile } from './save-file.ts';

export interface PaperButtonsProps {
  /** What is printed, as the print button says it. */
  print: string;
  /** Of the saved file, without its ending. */
  name: string;
  disabled?: boolean;
  write(paper: 'html' | 'markdown'): Promise<{ text: string }>;
}

export function PaperButtons({ print, name, disabled = false, write }: PaperButtonsProps): ReactNode {
  const words = useWords();
  const task = useTask();
  const save = (paper: 'html' | 'markdown', ending: string, type: string): void =>
    void task.run(async () => saveFile(fileNameFrom(name, ending), type, (await write(paper)).text));
  return (
    <>
      <div className="buttons">
        <Button disabled={disabled} onClick={() => void task.run(async () => printHtml((await write('html')).text))}>
          {print}
        </Button>
        <Button disabled={disabled} onClick={() => save('html', '.html', 'text/html')}>
          {words.paper.html}
        </Button>
        <Button disabled={disabled} onClick={() => save('markdown', '.md', 'text/markdown')}>
          {words.paper.markdown}
        </Button>
      </div>
      {task.failure !== undefined && <FailureNotice failure={task.failure} />}
    </>
  );
}
