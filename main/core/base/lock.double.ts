/** A lock as another program would hold it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { claimText } from './lock.ts';
import { identityOf, type ProgramIdentity } from './program-identity.ts';

/** `otherwise`: what is different of that process now. */
export async function lockAs(pid: number, folder: string, otherwise: Partial<ProgramIdentity> = {}): Promise<void> {
  await writeFile(join(folder, 'lock'), claimText({ ...(await identityOf(pid)), ...otherwise }));
}
