/** Says why a disk tells little or nothing of what is inside: no system, encrypted, damaged, or not read. */
import type { ReactNode } from 'react';
import type { CheckedDisk } from '../../state/inside.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

export function NothingInside({ disk }: { disk: CheckedDisk }): ReactNode {
  const { check } = useWords();
  const say = useSay();
  const { name, report, role } = disk;
  if (report === undefined) return null;
  const { guest, findings } = report;
  const has = (rule: string): boolean => findings.some((one) => one.rule === rule);
  const noSystem = guest?.osType === 'unknown' && role === 'system';
  if (has('encrypted-volume') && (guest === undefined || noSystem))
    return (
      <Notice tone="mind" title={check.encrypted(name)}>
        <p>{check.encryptedLong}</p>
      </Notice>
    );
  if (guest === undefined) {
    const unread = findings.find(({ rule }) => rule === 'guest.not-read');
    return (
      unread && (
        <Notice tone="mind" title={check.unread}>
          <p>
            {check.unreadLong(unread.evidence === undefined ? say.finding(unread).says : say.evidence(unread.evidence))}
          </p>
        </Notice>
      )
    );
  }
  if (noSystem)
    return (
      <Notice tone="mind" title={check.noSystem(name)}>
        <p>{check.noSystemLong}</p>
      </Notice>
    );
  return guest.checks.some(({ rule }) => rule === 'guest.damaged') ? (
    <Notice tone="mind" title={check.damaged}>
      <p>{check.damagedLong}</p>
    </Notice>
  ) : null;
}
