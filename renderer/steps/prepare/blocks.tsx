/** Instructions: sentences, clicks, and commands with a button to copy them and a word on how far they were tried. */
import type { ReactNode } from 'react';
import type { Block } from '../../../contract/prepare.ts';
import { useWords } from '../../words/use-words.ts';
import { CopyButton } from '../../ui/copy-button.tsx';

export interface BlocksProps {
  blocks: readonly Block[];
  /** What the commands are for, so that each copy button has a name of its own. */
  of: string;
}

export function Blocks({ blocks, of }: BlocksProps): ReactNode {
  return blocks.map((block, index) => <One key={index} block={block} of={of} />);
}

function One({ block, of }: { block: Block; of: string }): ReactNode {
  const { prepare } = useWords();
  if (block.kind === 'text') return <p>{block.text}</p>;
  if (block.kind === 'clicks')
    return (
      <p>
        <strong>{prepare.clicks}</strong> {block.text}
      </p>
    );
  const { shell, text, proof } = block;
  return (
    <div className="commands">
      <div className="commands-head">
        <span>{prepare.shells[shell]}</span>
        <CopyButton text={text} what={prepare.commandsOf(of)} />
      </div>
      <pre tabIndex={0} aria-label={prepare.commandsOf(of)}>
        {text}
      </pre>
      <div className="field-help">
        {proof.how === 'run' ? prepare.proof.run : prepare.proof[proof.how](proof.notRun)}
      </div>
    </div>
  );
}
