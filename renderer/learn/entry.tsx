/** One entry of a page to read; the one a link led to is marked and brought into view. */
import { useEffect, useRef, type ReactNode } from 'react';

export function Entry({ shown, children }: { shown: boolean; children: ReactNode }): ReactNode {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (shown) place.current?.scrollIntoView({ block: 'start' });
  }, [shown]);
  return (
    <li ref={place} className={shown ? 'learn-shown' : undefined}>
      {children}
    </li>
  );
}
