/** A word with a colour that says how good or bad it is; the word alone says it too. */
import type { ReactNode } from 'react';

export type MarkTone = 'good' | 'busy' | 'mind' | 'bad' | 'quiet' | 'practice';

export function Mark({ tone, children, title }: { tone: MarkTone; children: ReactNode; title?: string }): ReactNode {
  return (
    <span className={`mark mark-${tone}`} title={title}>
      {children}
    </span>
  );
}
