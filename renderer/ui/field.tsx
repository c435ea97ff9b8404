/** One labelled input: its label, help and problem, wired so that a screen reader hears them together. */
import { useId, useState, type ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

/** What the input inside takes. */
export interface Wire {
  id: string;
  status: 'error' | '';
  'aria-describedby': string;
  'aria-invalid': boolean;
  'aria-required': boolean;
}

export interface FieldProps {
  label: string;
  help?: ReactNode;
  /** Shown at once. */
  problem?: string | undefined;
  /** Nothing is entered yet. Shown only after the field was left empty. */
  missing?: boolean;
  required?: boolean;
  wide?: boolean;
  children(wire: Wire): ReactNode;
}

export function RequiredMark(): ReactNode {
  return (
    <span className="field-required" title={useWords().common.required} aria-hidden="true">
      *
    </span>
  );
}

export function Field({
  label,
  help,
  problem,
  missing = false,
  required = false,
  wide = false,
  children,
}: FieldProps): ReactNode {
  const words = useWords();
  const id = useId();
  const [left, setLeft] = useState(false);
  const said = problem ?? (missing && left ? words.target.problem.missing : undefined);
  return (
    <div className={wide ? 'field field-wide' : 'field'} onBlur={() => setLeft(true)}>
      <label htmlFor={id}>
        {label}
        {required && <RequiredMark />}
      </label>
      {children({
        id,
        status: said === undefined ? '' : 'error',
        'aria-describedby': `${id}-help`,
        'aria-invalid': said !== undefined,
        'aria-required': required,
      })}
      <div id={`${id}-help`} className={said === undefined ? 'field-help' : 'field-problem'} aria-live="polite">
        {said ?? help}
      </div>
    </div>
  );
}
