/** The rules about disks and volumes, whatever system is on them; they are told where the disks are read. */
import type { Rule } from '../check.ts';

export const diskRules = {
  damaged: { rule: 'guest.damaged', about: { effect: 'degraded', from: 'judgement' } },
  notRead: { rule: 'guest.not-read', about: { effect: 'cannot-start', from: 'judgement' } },
  copies: { rule: 'guest.copies', about: { effect: 'cannot-start', from: 'judgement' } },
  noSystem: {
    rule: 'guest.no-system',
    about: { effect: 'cannot-start', item: 'SystemImage', from: 'image-check' },
  },
  dataDisk: { rule: 'guest.data-disk', about: { effect: 'degraded', from: 'judgement' } },
  diskMissing: { rule: 'guest.disk-missing', about: { effect: 'cannot-start', from: 'judgement' } },
  notOpened: { rule: 'guest.not-opened', about: { effect: 'cannot-start', from: 'judgement' } },
} as const satisfies Readonly<Record<string, Rule>>;
