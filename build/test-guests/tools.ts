/** Runs the programs that make file systems, wherever the system keeps them. */
import { runChild } from '../../main/core/base/child.ts';

/** Nothing in a guest depends on when it was made. */
export const madeAt = 1_700_000_000;

/**
 * Debian keeps these tools where the PATH of ordinary people does not lead. Fails when the tool does; resolves to what
 * it printed.
 */
export async function runTool(name: string, args: readonly string[]): Promise<string> {
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
  const environment = [`PATH=${path}`, `E2FSPROGS_FAKE_TIME=${madeAt}`, 'MTOOLS_SKIP_CHECK=1'];
  const result = await runChild({ program: 'env', args: [...environment, name, ...args] });
  if (result.exitCode === 0) return result.stdout;
  const said = result.stderr || result.stdout;
  throw new Error(`${name} ${args.join(' ')} ended with ${result.exitCode}: ${said}`);
}
