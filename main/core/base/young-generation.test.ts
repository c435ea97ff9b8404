/** In a process of its own: what it decides is for a whole process, and never taken back. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const begin = JSON.stringify(new URL('young-generation.ts', import.meta.url).href);

/** The space for new objects, in bytes, after many of them have lived for a while. */
function youngBytes(first: string): number {
  const program = `
    ${first}
    const { getHeapSpaceStatistics } = await import('node:v8');
    const living = Array.from({ length: 50_000 });
    for (let n = 0; n < 2_000_000; n += 1) living[n % living.length] = { n, text: 'part ' + n };
    console.log(getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size);
  `;
  const args = ['--no-warnings', '--input-type=module', '-e', program];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

test('the space for new objects does not grow with an upload, as it does by itself', () => {
  const kept = youngBytes(`(await import(${begin})).keepYoungGenerationSmall();`);
  const grown = youngBytes('');
  expect(kept).toBeLessThan(grown);
  expect(kept).toBeLessThanOrEqual(4 * 2 ** 20);
});
