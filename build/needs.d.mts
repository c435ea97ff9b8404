/** What TypeScript may use of needs.mjs. */
export function isDebian(): boolean;
export function aptInstall(packages: readonly string[]): Promise<void>;
