/** The practice cloud in the foreground, for other programs and for classes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from './arguments.ts';
import { startPracticeCloud } from '../../practice/practice-cloud.ts';

/** Prints one JSON line with the URL and keys, then serves until stopped. Without a folder its state is deleted at the end. */
export async function runPractice(
  options: Pick<Extract<Command, { name: 'practice' }>, 'port' | 'folder' | 'faults' | 'scenario'>,
  write: (line: string) => void,
  stop: AbortSignal,
): Promise<0> {
  const scratch = options.folder === undefined ? await mkdtemp(join(tmpdir(), 'practice-cloud-')) : undefined;
  try {
    const cloud = await startPracticeCloud({
      folder: options.folder ?? scratch ?? '',
      port: options.port,
      ...(options.faults === undefined ? {} : { faultsFile: options.faults }),
      ...(options.scenario === undefined ? {} : { scenario: options.scenario }),
    });
    const { url, accessKeyId, accessKeySecret } = cloud;
    write(JSON.stringify({ event: 'practice', url, accessKeyId, accessKeySecret }));
    if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
    await cloud.close();
    return 0;
  } finally {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
  }
}
