/** A core that answers `hello` and can be kept busy, nothing else; for tests of the doors, which are not about the calls behind it. */
import { calls, type CoreService } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { DoorCore } from '../doors/door-core.ts';

export function serviceDouble(door: 'electron' | 'web'): CoreService {
  const refuse = (): Promise<never> => Promise.reject(new Failure('asked.not-now', { reason: 'running' }));
  const others = Object.fromEntries(Object.keys(calls).map((name) => [name, refuse]));
  return {
    ...others,
    hello: () =>
      Promise.resolve({
        product: 'ECS Image Migrator',
        version: '0',
        door,
        nativeDialogs: door === 'electron',
        osVault: door === 'electron',
        system: 'test',
      }),
  } as unknown as CoreService; // the other calls are there, but all of one shape
}

export interface CoreDouble extends DoorCore {
  /** What was asked of it, in order. */
  readonly heard: string[];
  isBusy: boolean;
}

export function coreDouble(service: CoreService): CoreDouble {
  const heard: string[] = [];
  return {
    service,
    heard,
    isBusy: false,
    suspend: (reason) => Promise.resolve(void heard.push(`suspend ${reason}`)),
    wake: () => Promise.resolve(void heard.push('wake')),
    close: () => Promise.resolve(void heard.push('close')),
    busy() {
      return this.isBusy;
    },
  };
}
