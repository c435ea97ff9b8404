/** A failure as people read it: what happened and what to do, with the code small for whoever looks it up. */
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { FailureView } from '../../contract/failure.ts';
import { useSay, useWords } from '../words/use-words.ts';

export interface FailureNoticeProps {
  failure: FailureView;
  type?: 'error' | 'warning';
  actions?: ReactNode;
}

export function FailureNotice({ failure, type = 'error', actions }: FailureNoticeProps): ReactNode {
  const words = useWords();
  const { title, happened, todo } = useSay().failure(failure);
  return (
    <Alert
      type={type}
      showIcon
      className="notice"
      title={title}
      description={
        <>
          <p>{happened}</p>
          <p>
            <strong>{words.common.toDo}</strong> {todo} <code className="quiet">{failure.code}</code>
          </p>
          {actions !== undefined && <div className="buttons">{actions}</div>}
        </>
      }
    />
  );
}
