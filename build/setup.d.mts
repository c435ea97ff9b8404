/** What TypeScript may use of setup.mjs, which has to be plain JavaScript: it runs before anything is installed. */
import type { SpawnOptions } from 'node:child_process';

export const root: string;
export const cacheFolder: string;
export function say(text: string): void;
export class Stop extends Error {
  constructor(message: string, status?: number);
  readonly status: number;
}
export function newestNode(): string;
export function capture(
  program: string,
  args: readonly string[],
  options?: SpawnOptions,
): Promise<{ ok: boolean; status: number | NodeJS.Signals | null; output: string }>;
export function foreground(program: string, args: readonly string[], options?: SpawnOptions): Promise<number>;
export function alone<T>(act: () => Promise<T>): Promise<T>;
