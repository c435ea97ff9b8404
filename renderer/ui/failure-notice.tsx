/** A failure as people read it: what happened and what to do, with its code in small letters for support. */
import type { ReactNode } from 'react';
import { bookedCode } from '../../contract/error-book.ts';
import type { FailureView } from '../../contract/failure.ts';
import { hashOf } from '../state/route.ts';
import { useSay, useWords } from '../words/use-words.ts';
import { CloudSaid } from './cloud-said.tsx';
import { Notice } from './notice.tsx';

export interface FailureNoticeProps {
  failure: FailureView;
  tone?: 'mind' | 'bad';
  actions?: ReactNode;
  /** More to say than the failure itself knows. */
  children?: ReactNode;
}

export function FailureNotice({ failure, tone = 'bad', actions, children }: FailureNoticeProps): ReactNode {
  const words = useWords();
  const { title, happened, todo } = useSay().failure(failure);
  const said = saidCode(failure);
  return (
    <Notice tone={tone} title={title} actions={actions}>
      <p className="happened">{happened}</p>
      <p>
        <strong>{words.common.toDo}</strong> {todo} <code className="quiet">{failure.code}</code>
        {said !== undefined && (
          <>
            {' '}
            <a href={hashOf({ at: 'learn', topic: 'errors', entry: said })}>{words.learn.inBook(said)}</a>
          </>
        )}
      </p>
      <CloudSaid failure={failure} />
      {children}
    </Notice>
  );
}

/** The service's own code, where the error book has it. */
function saidCode({ facts }: FailureView): string | undefined {
  const code = 'code' in facts ? facts.code : undefined;
  return typeof code === 'string' && bookedCode(code) !== undefined ? code : undefined;
}
