/** A longer text that is meant for copying, e.g. a policy: as it is, with a button. */
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

/** `what` names it for the button. */
export function TextBlock({ text, what }: { text: string; what: string }): ReactNode {
  return (
    <div className="text-block">
      {/* Scrolls, so the keyboard must reach it. */}
      <pre tabIndex={0} aria-label={what}>
        {text}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
