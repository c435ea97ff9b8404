/** A program that takes a folder's lock and releases it whenever a line asks for that, and says how it went. */
import { createInterface } from 'node:readline';
import { lockFolder, type Lock } from './lock.ts';

const [folder = ''] = process.argv.slice(2);
let held: Lock | undefined;

async function answer(wish: string): Promise<string> {
  if (wish === 'take') {
    held = await lockFolder(folder);
    return 'held';
  }
  await held?.release();
  held = undefined;
  return 'released';
}

process.stdout.write('ready\n');
for await (const wish of createInterface({ input: process.stdin })) {
  const said = await answer(wish).catch((error: unknown) => String((error as { code?: string }).code));
  process.stdout.write(`${said}\n`);
}
