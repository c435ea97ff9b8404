/** A table with a heading over each column, as all lists of the page write them. */
import type { ReactNode } from 'react';

/** `number`: over figures that stand under each other; `unseen`: only read aloud. */
export type Heading = string | { readonly number: string } | { readonly unseen: string };

export interface TableProps {
  headings: readonly Heading[];
  /** Beside other things in a card, not a list of its own. */
  small?: boolean;
  /** What it is, where no heading before it says so. */
  caption?: ReactNode;
  className?: string;
  /** Its rows. */
  children: ReactNode;
}

export function Table({ headings, small = false, caption, className = '', children }: TableProps): ReactNode {
  return (
    <table className={`table${small ? ' table-small' : ''} ${className}`.trimEnd()}>
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          {headings.map((heading, column) => (
            <Head key={column} heading={heading} />
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Head({ heading }: { heading: Heading }): ReactNode {
  if (typeof heading === 'string') return <th scope="col">{heading}</th>;
  if ('unseen' in heading)
    return (
      <th scope="col">
        <span className="unseen">{heading.unseen}</span>
      </th>
    );
  return (
    <th scope="col" className="number">
      {heading.number}
    </th>
  );
}
