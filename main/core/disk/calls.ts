/** The contract's calls about source disks. */
import type { diskCalls, UnpackEvent } from '../../../contract/disks.ts';
import type { Service } from '../../../contract/rpc.ts';
import { estimateDisk } from './estimate.ts';
import { inspectDisk } from './inspect.ts';
import type { Qemu } from './qemu.ts';
import { unpackDisk } from './unpack.ts';

/** What a handle stands for, and a new handle for a path. */
interface Handles {
  pathFor(handle: string): string;
  handleFor(path: string): string;
}

export interface DiskCallParts {
  readonly files: Handles;
  readonly qemu: () => Promise<Qemu>;
  /** Where unpacked disks go when no folder is named. */
  readonly unpackFolder: string;
}

/** How often a stream of unpacking says where it is. */
const progressEveryMs = 250;

export function diskService({ files, qemu, unpackFolder }: DiskCallParts): Service<typeof diskCalls> {
  return {
    'disk.estimate': async ({ disk, member }, signal) => {
      const inspected = await inspectDisk(files.pathFor(disk), await qemu(), signal, member);
      return estimateDisk(inspected, await qemu(), signal);
    },
    async *'disk.unpack'({ disk, member, folder }, signal) {
      // a listener that leaves ends the unpacking as well
      const left = new AbortController();
      const either = AbortSignal.any([signal, left.signal]);
      const target = folder === undefined ? unpackFolder : files.pathFor(folder);
      yield* unpacking(files, { path: files.pathFor(disk), member, folder: target, signal: either }, left);
    },
  };
}

async function* unpacking(
  files: Handles,
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
    left.abort(new Error('the listener has left'));
    await work.catch(() => undefined); // so that what was begun is removed before this ends
  }
}
