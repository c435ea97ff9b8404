/** What every door does to get a core: the same composition, with the practice cloud it may start. */
import {
  practiceAccessKeyId,
  practiceAccessKeySecret,
  secondAccessKeyId,
  secondAccessKeySecret,
} from '../../practice/demo-keys.ts';
import { keepYoungGenerationSmall } from '../core/base/young-generation.ts';
import { composeCore, type Core, type CoreOptions } from '../core/compose.ts';

/** Well known, so that no key is asked for. */
const practiceKeys = {
  credentials: { accessKeyId: practiceAccessKeyId, accessKeySecret: practiceAccessKeySecret },
  second: { accessKeyId: secondAccessKeyId, accessKeySecret: secondAccessKeySecret },
};

export type DoorOptions = Omit<CoreOptions, 'startPractice' | 'practiceKeys'>;

export function openCore(options: DoorOptions): Promise<Core> {
  keepYoungGenerationSmall();
  return composeCore({
    ...options,
    practiceKeys,
    async startPractice(folder, scenario) {
      const { startPracticeCloud } = await import('../../practice/practice-cloud.ts');
      const cloud = await startPracticeCloud({ folder, ...(scenario === undefined ? {} : { scenario }) });
      return { url: cloud.url, close: () => cloud.close() };
    },
  });
}
