/** A long path in one line: its folders are shortened before its name is; the whole of it in the tooltip and in what gets copied. */
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

export function PathText({ path, copy = false }: { path: string; copy?: boolean }): ReactNode {
  const cut = Math.max(0, path.search(/[\\/][^\\/]*$/));
  return (
    <span className="path" title={path}>
      <span className="path-head">{path.slice(0, cut)}</span>
      <span className="path-tail">{path.slice(cut)}</span>
      {copy && <CopyButton text={path} what={path} />}
    </span>
  );
}
