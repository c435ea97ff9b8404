/** An area that files and texts can be dropped on; says so while something is dragged over it. */
import { useRef, useState, type DragEvent, type ReactNode } from 'react';

export interface DropZoneProps {
  /** Shown over the area while something that could be dropped is above it. */
  label: string;
  disabled?: boolean;
  onFiles(files: readonly File[]): void;
  /** What was dropped was text, e.g. a path out of a terminal. */
  onText(text: string): void;
  children: ReactNode;
}

const isWelcome = (event: DragEvent): boolean =>
  event.dataTransfer.types.includes('Files') || event.dataTransfer.types.includes('text/plain');

export function DropZone({ label, disabled = false, onFiles, onText, children }: DropZoneProps): ReactNode {
  const [over, setOver] = useState(false);
  // Enter and leave come for every element inside as well.
  const depth = useRef(0);
  const leave = (): void => {
    depth.current = 0;
    setOver(false);
  };
  if (disabled) return <div className="drop-zone">{children}</div>;
  return (
    <div
      className={over ? 'drop-zone drop-zone-over' : 'drop-zone'}
      onDragEnter={(event) => {
        if (!isWelcome(event)) return;
        event.preventDefault();
        depth.current += 1;
        setOver(true);
      }}
      onDragOver={(event) => {
        if (!isWelcome(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'link';
      }}
      onDragLeave={() => {
        depth.current -= 1;
        if (depth.current <= 0) leave();
      }}
      onDrop={(event) => {
        event.preventDefault();
        leave();
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
        else onText(event.dataTransfer.getData('text/plain'));
      }}
    >
      {children}
      {over && (
        <div className="drop-zone-veil" aria-hidden="true">
          {label}
        </div>
      )}
    </div>
  );
}
