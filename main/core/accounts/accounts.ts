/**
 * Whose keys a migration uses: the practice cloud's, the environment's, a profile's of the aliyun command line, or what
 * a person entered. Keys are in the vault or in memory; nothing here hands them out but to the cloud itself.
 */
import { say } from '../../../contract/said.ts';
import { secondPracticeAccount, type Site } from '../../../contract/accounts.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { AccountView } from '../../../contract/accounts.ts';
import { systemClock, type Clock } from '../base/clock.ts';
import { keepSecret } from '../base/redact.ts';
import { sessionVault, type Vault } from '../base/vault.ts';
import { cliConfigFile, defaultSessionName, readProfile, sessionSeconds } from './cli-profiles.ts';
import { hint, readKept, viewOf, type KeptAccount } from './kept-account.ts';
import type { Cloud, Credentials, CloudAddress, OpenCloud } from '../cloud/cloud.ts';
import { renewedCredentials, type CredentialSource } from '../cloud/credentials.ts';

export interface PracticeAccess {
  readonly url: string;
  readonly credentials: Credentials;
  /** Of the practice cloud's second account. */
  readonly second?: Credentials;
}

export const practiceAccount = 'practice';
export const practiceAccounts: readonly string[] = [practiceAccount, secondPracticeAccount];
export const environmentAccount = 'environment';

type Keys = Credentials | CredentialSource;
interface Role {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly seconds: number;
}
interface NewAccount {
  readonly name: string;
  readonly keep: Vault['kind'];
  readonly site?: Site | undefined;
}

export class Accounts {
  readonly #openCloud: OpenCloud;
  readonly #osVault: Vault | undefined;
  readonly #session = sessionVault();
  readonly #clock: Clock;
  readonly #cliFile: string;
  /** Sessions of roles, kept from one use to the next. */
  readonly #sessions = new Map<string, CredentialSource>();

  constructor(openCloud: OpenCloud, osVault: Vault | undefined, clock = systemClock, cliFile = cliConfigFile()) {
    this.#openCloud = openCloud;
    this.#osVault = osVault;
    this.#clock = clock;
    this.#cliFile = cliFile;
  }

  /**
   * Opens the named account's cloud; with `practice`, all of it answers on the practice cloud's URL, and the account
   * named `practice`, and the second one there, use its well-known keys. Fails with `account.unknown`, and for profiles with
   * `account.profile-unreadable`.
   */
  async open(account: string, practice: PracticeAccess | undefined): Promise<Cloud> {
    return this.#openCloud(await this.#keysOf(account, practice), addressOf(practice));
  }

  async list(withPractice: boolean): Promise<AccountView[]> {
    const views: AccountView[] = [];
    if (withPractice)
      for (const name of practiceAccounts) views.push({ name, kind: 'practice', keyHint: '', kept: 'always-there' });
    const environment = environmentKeys();
    if (environment !== undefined) {
      views.push({
        name: environmentAccount,
        kind: 'environment',
        keyHint: hint(environment.accessKeyId),
        kept: 'always-there',
      });
    }
    for (const vault of this.#vaults()) {
      for (const name of await vault.names()) {
        const kept = await readKept(vault, name);
        if (kept !== undefined) views.push(viewOf(name, kept, vault.kind));
      }
    }
    return views;
  }

  /** Tests the key before it is kept. Fails with `machine.vault-unavailable` rather than keep it less safely than asked. */
  add(
    wish: NewAccount &
      Pick<Credentials, 'accessKeyId' | 'accessKeySecret'> & { readonly securityToken?: string | undefined },
    practice: PracticeAccess | undefined,
    signal: AbortSignal,
  ): Promise<AccountView> {
    const { accessKeyId, accessKeySecret, securityToken } = wish;
    const keys = { accessKeyId, accessKeySecret };
    const kept =
      securityToken === undefined
        ? ({ kind: 'access-key', ...keys } as const)
        : ({ kind: 'sts-token', ...keys, securityToken } as const);
    return this.#keep(wish, kept, practice, signal);
  }

  /** A profile stays where it is; with `copy` its keys are kept here as if they had been entered. */
  async addProfile(
    wish: NewAccount & { readonly profile: string; readonly copy: boolean },
    practice: PracticeAccess | undefined,
    signal: AbortSignal,
  ): Promise<AccountView> {
    const { profile } = wish;
    const { credentials, role } = await readProfile(this.#cliFile, profile);
    if (!wish.copy) {
      const keyHint = hint(credentials.accessKeyId);
      return this.#keep(wish, { kind: 'cli-profile', profile, keyHint }, practice, signal);
    }
    if (role === undefined) return this.add({ ...wish, ...credentials }, practice, signal);
    const { accessKeyId, accessKeySecret } = credentials;
    return this.#keep(wish, { kind: 'ram-role', base: { accessKeyId, accessKeySecret }, ...role }, practice, signal);
  }

  addRole(
    wish: NewAccount & {
      readonly base: string;
      readonly roleArn: string;
      readonly sessionName?: string | undefined;
    },
    practice: PracticeAccess | undefined,
    signal: AbortSignal,
  ): Promise<AccountView> {
    const { base, roleArn, sessionName = defaultSessionName } = wish;
    const kept = { kind: 'ram-role', base, roleArn, sessionName, seconds: sessionSeconds } as const;
    return this.#keep(wish, kept, practice, signal);
  }

  async remove(name: string): Promise<void> {
    for (const vault of this.#vaults()) await vault.remove(name);
    this.#forgetSessions();
  }

  async #keep(
    { name, keep, site }: NewAccount,
    wish: DistributiveOmit<KeptAccount, 'identity' | 'site'>,
    practice: PracticeAccess | undefined,
    signal: AbortSignal,
  ): Promise<AccountView> {
    if (practiceAccounts.includes(name) || name === environmentAccount) {
      throw new Failure('asked.input-invalid', { problems: say('name-taken', name) });
    }
    const vault = keep === 'os-vault' ? this.#osVault : this.#session;
    if (vault === undefined) throw new Failure('machine.vault-unavailable', { reason: say('no-vault-here') });
    this.#forgetSessions();
    const untested = { ...wish, identity: '' } as KeptAccount;
    const keys = await this.#keysOfKept(name, untested, practice);
    const { arn } = await this.#openCloud(keys, addressOf(practice)).identity(signal);
    const kept = { ...untested, identity: arn, ...(site === undefined ? {} : { site }) };
    await vault.set(name, JSON.stringify(kept));
    return viewOf(name, kept, vault.kind);
  }

  #vaults(): Vault[] {
    return this.#osVault === undefined ? [this.#session] : [this.#osVault, this.#session];
  }

  async #keysOf(account: string, practice: PracticeAccess | undefined, above: readonly string[] = []): Promise<Keys> {
    if (above.includes(account)) throw new Failure('account.unknown', { account }); // roles in a circle
    if (account === practiceAccount && practice !== undefined) return practice.credentials;
    if (account === secondPracticeAccount && practice?.second !== undefined) return practice.second;
    if (account === environmentAccount) {
      const keys = environmentKeys();
      if (keys === undefined) throw new Failure('account.unknown', { account });
      return guarded(keys);
    }
    for (const vault of this.#vaults()) {
      const kept = await readKept(vault, account);
      if (kept !== undefined) return this.#keysOfKept(account, kept, practice, above);
    }
    throw new Failure('account.unknown', { account });
  }

  async #keysOfKept(
    name: string,
    kept: KeptAccount,
    practice: PracticeAccess | undefined,
    above: readonly string[] = [],
  ): Promise<Keys> {
    switch (kept.kind) {
      case 'access-key':
      case 'sts-token': {
        const { accessKeyId, accessKeySecret } = kept;
        const token = kept.kind === 'sts-token' ? { securityToken: kept.securityToken } : {};
        return guarded({ accessKeyId, accessKeySecret, ...token });
      }
      case 'cli-profile': {
        const { credentials, role } = await readProfile(this.#cliFile, kept.profile);
        guarded(credentials);
        return role === undefined ? credentials : this.#sessionOf(name, credentials, role, practice);
      }
      case 'ram-role': {
        const base =
          typeof kept.base === 'string'
            ? await this.#keysOf(kept.base, practice, [...above, name])
            : guarded(kept.base);
        return this.#sessionOf(name, base, kept, practice);
      }
    }
  }

  /** Sessions of a role, each renewed ahead of its end. */
  #sessionOf(name: string, base: Keys, role: Role, practice: PracticeAccess | undefined): CredentialSource {
    const id = `${name}\n${practice?.url ?? ''}`;
    const known = this.#sessions.get(id);
    if (known !== undefined) return known;
    const { roleArn, sessionName, seconds } = role;
    const cloud = this.#openCloud(base, addressOf(practice));
    const source = renewedCredentials(() => cloud.assumeRole({ roleArn, sessionName, seconds }), this.#clock);
    this.#sessions.set(id, source);
    return source;
  }

  /** After a change of an account all role sessions begin anew, since some may be built on it; callers do not notice. */
  #forgetSessions(): void {
    this.#sessions.clear();
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const addressOf = (practice: PracticeAccess | undefined): CloudAddress =>
  practice === undefined ? { kind: 'alibaba' } : { kind: 'practice', url: practice.url };

/** From now on no log line shows them. */
function guarded(keys: Credentials): Credentials {
  keepSecret(keys.accessKeySecret);
  if (keys.securityToken !== undefined) keepSecret(keys.securityToken);
  return keys;
}

/** The variables the aliyun command line and the SDKs read. */
function environmentKeys(): Credentials | undefined {
  const accessKeyId = process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'];
  const accessKeySecret = process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
  const securityToken = process.env['ALIBABA_CLOUD_SECURITY_TOKEN'];
  if (accessKeyId === undefined || accessKeySecret === undefined) return undefined;
  return { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) };
}
