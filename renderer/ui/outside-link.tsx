/** A link out of the program, to Alibaba's consoles and documents; the desktop window hands it to the person's own browser. */
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

export function OutsideLink({ href, children }: { href: string; children: ReactNode }): ReactNode {
  const words = useWords();
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
      <span className="unseen"> {words.handOff.opensOutside}</span>
    </a>
  );
}
