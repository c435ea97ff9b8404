/** Which cloud an account speaks to: Alibaba Cloud, or a practice cloud that stands in for it. */
import { z } from '../../../contract/schema.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { practiceAccounts, type Accounts, type PracticeAccess } from './accounts.ts';

/** A practice cloud: our own, started when it is first needed, or one that runs already. */
export const practiceChoice = z.union([
  z.strictObject({ kind: z.literal('embedded') }),
  z.strictObject({ kind: z.literal('url'), url: z.url() }),
]);
export type PracticeChoice = z.infer<typeof practiceChoice>;

export interface CloudsOptions {
  readonly accounts: Accounts;
  /** Where the practice accounts go. */
  readonly practice: PracticeChoice;
  /** Every account goes there, not only those of the practice cloud. */
  readonly practiceOnly: boolean;
  readonly access: (choice: PracticeChoice) => Promise<PracticeAccess>;
}

export class Clouds {
  readonly #options: CloudsOptions;

  constructor(options: CloudsOptions) {
    this.#options = options;
  }

  /** Undefined for an account of Alibaba Cloud itself. */
  practiceFor(account: string): PracticeChoice | undefined {
    const { practice, practiceOnly } = this.#options;
    return practiceOnly || practiceAccounts.includes(account) ? practice : undefined;
  }

  async practiceOf(account: string): Promise<PracticeAccess | undefined> {
    const choice = this.practiceFor(account);
    return choice === undefined ? undefined : this.#options.access(choice);
  }

  of(account: string): Promise<Cloud> {
    return this.open(account, this.practiceFor(account));
  }

  /** As a record remembers it: the practice cloud it began with, whatever the account goes to now. */
  async open(account: string, choice: PracticeChoice | undefined): Promise<Cloud> {
    const { accounts, access } = this.#options;
    return accounts.open(account, choice === undefined ? undefined : await access(choice));
  }
}
