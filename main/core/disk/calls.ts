/** The contract's calls about source disks. */
import type { CoreService } from '../../../contract/calls.ts';
import type { UnpackEvent } from '../../../contract/disks.ts';
import { estimateDisk } from './estimate.ts';
import { inspectDisk, openDisk } from './inspect.ts';
import { lookAt } from './look.ts';
import type { Qemu } from './qemu.ts';
import { unpackDisk } from './unpack.ts';
import type { Files } from '../files/files.ts';
import { insideOf, withGuest } from '../guest/with-guests.ts';

export interface DiskCallParts {
  readonly files: Files;
  readonly qemu: () => Promise<Qemu>;
  /** Where unpacked disks go when nobody names a folder. */
  readonly unpackFolder: string;
}

type DiskCalls = Pick<CoreService, 'disk.inspect' | 'disk.look' | 'disk.estimate' | 'disk.unpack'>;

/** How often a stream of unpacking says where it is. */
const progressEveryMs = 250;

export function diskCalls({ files, qemu, unpackFolder }: DiskCallParts): DiskCalls {
  return {
    'disk.inspect': async ({ disk, member }, signal) => {
      const opened = await openDisk(files.pathFor(disk), await qemu(), signal, member);
      try {
        return await withGuest(opened, { signal });
      } finally {
        await opened.blocks.close();
      }
    },
    'disk.look': async ({ disk }, signal) =>
      lookAt(files.pathFor(disk), await qemu(), { signal, inside: insideOf(signal) }),
    'disk.estimate': async ({ disk, member }, signal) => {
      const inspected = await inspectDisk(files.pathFor(disk), await qemu(), signal, member);
      return estimateDisk(inspected, await qemu(), signal);
    },
    async *'disk.unpack'({ disk, member, folder }, signal) {
      // whoever stops listening stops the unpacking as well
      const left = new AbortController();
      const either = AbortSignal.any([signal, left.signal]);
      const target = folder === undefined ? unpackFolder : files.pathFor(folder);
      yield* unpacking(files, { path: files.pathFor(disk), member, folder: target, signal: either }, left);
    },
  };
}

async function* unpacking(
  files: Files,
  request: { path: string; member: string | undefined; folder: string; signal: AbortSignal },
  left: AbortController,
): AsyncGenerator<UnpackEvent> {
  let latest: UnpackEvent | undefined;
  let wake = (): void => undefined;
  let ended = false;
  const work = unpackDisk({
    ...request,
    onProgress: (progress) => {
      latest = { kind: 'progress', ...progress };
      wake();
    },
  }).finally(() => {
    ended = true;
    wake();
  });
  work.catch(() => undefined); // awaited below, unless the listener has left
  let saidAt = -Infinity;
  try {
    while (!ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (ended) resolve();
      });
      if (latest === undefined || performance.now() - saidAt < progressEveryMs) continue;
      saidAt = performance.now();
      yield latest;
    }
    const { path, bytes } = await work;
    yield { kind: 'done', handle: files.handleFor(path), path, bytes };
  } finally {
    left.abort(new Error('nobody listens any more'));
    await work.catch(() => undefined); // so that what was begun is removed before this ends
  }
}
