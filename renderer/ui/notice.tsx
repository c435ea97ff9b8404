/** Something a person has to know now, set off by a coloured edge. */
import type { ReactNode } from 'react';

export interface NoticeProps {
  tone: 'good' | 'mind' | 'bad';
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function Notice({ tone, title, children, actions }: NoticeProps): ReactNode {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'good' ? 'status' : 'alert'}>
      <strong className="notice-title">{title}</strong>
      {children}
      {actions !== undefined && <div className="buttons">{actions}</div>}
    </div>
  );
}
