/** Puts a text on the clipboard and says so. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

export interface CopyButtonProps {
  text: string;
  what: string;
  /** What the button says; without it, that it copies. */
  label?: string;
}

export function CopyButton({ text, what, label }: CopyButtonProps): ReactNode {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // The clipboard can be forbidden; the text stays there to be selected by hand.
      setCopied(false);
    }
  };
  return (
    <Button
      size="small"
      type={label === undefined ? 'text' : 'default'}
      aria-label={label ?? words.common.copyWhat(what)}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      <span aria-live="polite">{copied ? words.common.copied : (label ?? words.common.copy)}</span>
    </Button>
  );
}
