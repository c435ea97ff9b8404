/** A modal dialog or a drawer at the side: the browser's own `<dialog>`, which keeps the focus inside and gives it back. */
import { Button } from 'antd';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

export interface DialogProps {
  title: string;
  /** At the right edge, as high as the window. */
  side?: boolean;
  /** Buttons at the foot; without them there is one to close. */
  buttons?: ReactNode;
  onClose(): void;
  children: ReactNode;
}

/** Open as long as it is mounted. */
export function Dialog({ title, side = false, buttons, onClose, children }: DialogProps): ReactNode {
  const words = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Before it leaves the page, so that the focus goes back to where it came from.
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={side ? 'dialog dialog-side' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      <div className="dialog-body">{children}</div>
      <div className="buttons buttons-end">{buttons || <Button onClick={onClose}>{words.common.close}</Button>}</div>
    </dialog>
  );
}
