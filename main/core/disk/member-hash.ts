/** Compares all of a packaged disk's bytes with the package's manifest: what inspection leaves for later, since it reads everything. */
import { resolve } from 'node:path';
import { chosenSubject, withSubjects } from './examine.ts';
import { compareHash } from './packages/package.ts';
import { resolveSource } from './source-file.ts';

/** Does nothing where there is no manifest. Fails with `source.hash-differs`, or the signal's reason. */
export async function checkMemberHash(
  path: string,
  member: string,
  signal: AbortSignal | undefined,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<void> {
  const chosen = resolve(path);
  const found = await withSubjects(await resolveSource(chosen), {}, signal, async (all) => {
    const subject = chosenSubject(chosen, all, member);
    return { manifest: subject.manifest, place: await subject.place() };
  });
  const { manifest, place } = found;
  if (manifest === undefined) return;
  await compareHash({ path: chosen }, member, manifest, place, {
    signal,
    onProgress: (done) => onProgress({ done, total: place.bytes }),
  });
}
