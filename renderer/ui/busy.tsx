/** Says that something is being waited for. */
import type { ReactNode } from 'react';

export function Busy({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="busy" role="status">
      <span className="busy-wheel" aria-hidden="true" />
      {children}
    </div>
  );
}
