/** What TypeScript may use of check-files.mjs, which runs on any Node. */
export function repositoryFiles(folder?: string): Generator<string>;
export const mostIgnores: number;
export function countIgnores(text: string): number;
