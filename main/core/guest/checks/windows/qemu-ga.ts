/** Whether the agent of QEMU is running, which ECS asks to leave out. */
import type { WindowsGuest } from '../../facts/windows.ts';
import type { Check } from '../check.ts';
import { noneOf } from './services-left.ts';

export const qemuGa: Check<WindowsGuest> = {
  rule: 'windows.qemu-ga',
  about: { effect: 'degraded', prepare: 'win-qemu-ga', from: 'import-instructions' },
  assess: noneOf(`
    QEMU-GA, qemu-ga, QEMU Guest Agent, QEMU Guest Agent VSS Provider
  `),
};
