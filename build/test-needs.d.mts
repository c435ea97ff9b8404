/** What TypeScript may use of test-needs.mjs, which runs on any Node before anything is built. */
interface Needs {
  readonly programs: boolean;
  readonly build: boolean;
}
export function needsOfFile(file: string): Needs;
export function needsOfTests(args: readonly string[]): Needs;
