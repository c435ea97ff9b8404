/** An input for a secret: it is kept in the input only, never in the page's state, and cleared when it is taken. */
import { useRef, useState, type ReactNode } from 'react';
import { Field } from '../ui/field.tsx';

export interface Secret {
  readonly entered: boolean;
  /** Empties the input. */
  take(): string;
  readonly input: { ref: React.RefObject<HTMLInputElement | null>; note(text: string): void };
}

export function useSecret(): Secret {
  const ref = useRef<HTMLInputElement>(null);
  const [entered, setEntered] = useState(false);
  return {
    entered,
    input: { ref, note: (text) => setEntered(text !== '') },
    take() {
      const text = ref.current?.value ?? '';
      if (ref.current !== null) ref.current.value = '';
      setEntered(false);
      return text;
    },
  };
}

export function SecretField({ label, secret, max }: { label: string; secret: Secret; max: number }): ReactNode {
  const { ref, note } = secret.input;
  return (
    <Field label={label} required missing={!secret.entered}>
      {({ status: _status, ...wire }) => (
        // Not antd's Input: that keeps its value in React's state.
        <input
          {...wire}
          ref={ref}
          className="plain-input"
          type="password"
          autoComplete="new-password"
          maxLength={max}
          onChange={(event) => note(event.target.value)}
        />
      )}
    </Field>
  );
}
