/** Whether Windows is set to start in Safe Mode: most drivers and services, the network among them, then stay off. */
import { isNt5, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

const kinds = ['minimal', 'network', 'dsrepair'];

export const safeMode: Check<WindowsGuest> = {
  rule: 'windows.safe-mode',
  about: { effect: 'cannot-be-reached', from: 'judgement' },
  async assess(guest) {
    if (await isNt5(guest)) return 'not-applicable';
    const set = guest.bcds.find(({ bcd }) => bcd?.defaultEntry?.safeBoot !== undefined);
    const kind = set?.bcd?.defaultEntry?.safeBoot;
    return kind === undefined ? passes(none) : fails(seen(`safeboot ${kinds[kind] ?? kind}`, set?.where));
  },
};
