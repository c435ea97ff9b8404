/** Places of disks, paths as they are pasted, few pieces of work at once, and a file in motion looked at again. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../contract/failure-error.ts';
import type { DiskLook } from '../../contract/disks.ts';
import { diskFile, diskLook, draftView, fakeCore } from '../bridge/core.double.ts';
import { slotOf, slotsOf, withSlot } from './disk-roles.ts';
import { reportOf } from './disks.ts';
import { createQueue } from './queue.ts';
import { pathsIn } from '../steps/disks/typed-paths.ts';
import { createWizard } from './wizard.ts';

const disk = (name: string, role: 'system' | 'data') => ({ name, role });
const [a, b, c] = [disk('a', 'system'), disk('b', 'data'), disk('c', 'data')];
const places = (disks: readonly { name: string; role: 'system' | 'data' }[]): string[] =>
  disks.map((one) => `${one.name} ${slotOf(disks, one)}`);

describe('places', () => {
  it('are numbered in the order of the disks', () => {
    expect(places([a, b, c])).toEqual(['a system', 'b 1', 'c 2']);
    expect(slotsOf([a, b, c])).toEqual(['system', 1, 2]);
  });
  it('are exchanged, so that there is always one system disk', () => {
    expect(places(withSlot([a, b, c], c, 'system'))).toEqual(['c system', 'b 1', 'a 2']);
    expect(places(withSlot([a, b, c], c, 1))).toEqual(['a system', 'c 1', 'b 2']);
  });
  it('can be given where nobody has them', () => {
    expect(places(withSlot([b, c], b, 'system'))).toEqual(['b system', 'c 1']);
  });
});

it('reads pasted lists: one path a line, with or without quotes, each once', () => {
  expect(pathsIn(' "C:\\a b.vmdk"\r\n\'/srv/x\'\n\n/srv/x\n')).toEqual(['C:\\a b.vmdk', '/srv/x']);
});

it('runs only so many at once, all of them, and goes on after a failure', async () => {
  const queue = createQueue(2);
  let now = 0;
  let most = 0;
  const work = (fails: boolean) =>
    queue(async () => {
      most = Math.max(most, (now += 1));
      await Promise.resolve();
      now -= 1;
      if (fails) throw new Error('no');
    });
  const ended = await Promise.allSettled([work(true), work(false), work(true), work(false), work(false)]);
  expect(most).toBe(2);
  expect(ended.map((one) => one.status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});

describe('a file in motion', () => {
  afterEach(() => void vi.useRealTimers());

  it('is looked at again until it rests, without hiding what is known', async () => {
    vi.useFakeTimers();
    const inUse = new Failure('source.in-use', { file: diskFile.path, detail: 'it is growing' }).view();
    const moving: DiskLook = { ...diskLook, usable: false, refusals: [inUse] };
    delete moving.report;
    const answers = [[moving], [moving], [diskLook]];
    const { client } = await fakeCore({ 'disk.look': async () => answers.shift() ?? [] }).open();
    const wizard = createWizard(draftView, undefined, () => client);
    const report = () => reportOf(wizard.store.getState(), wizard.store.getState().disks[0]);
    await wizard.addDisks([diskFile]);
    expect(report()).toBeUndefined();
    const seen: string[] = [];
    wizard.store.subscribe(({ looks }) => seen.push(looks[diskFile.path]?.at ?? ''));
    await vi.advanceTimersByTimeAsync(11_000);
    expect(report()).toBeDefined();
    expect(seen).not.toContain('running');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(answers).toHaveLength(0);
  });
});
