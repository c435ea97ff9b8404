/** Whose keys a migration uses: the practice cloud's, the environment's, or an AccessKey pair somebody entered. */
import { Failure } from '../../contract/failure-error.ts';
import { z } from '../../contract/schema.ts';
import type { AccountView } from '../../contract/views.ts';
import { keepSecret } from './base/redact.ts';
import { sessionVault, type Vault } from './base/vault.ts';
import type { Cloud, Credentials, Endpoint, OpenCloud } from './cloud/cloud.ts';

export interface PracticeAccess {
  readonly url: string;
  readonly credentials: Credentials;
}

const keptAccount = z.strictObject({
  accessKeyId: z.string(),
  accessKeySecret: z.string(),
  identity: z.string(),
});
type KeptAccount = z.infer<typeof keptAccount>;

export const practiceAccount = 'practice';
export const environmentAccount = 'environment';

export class Accounts {
  readonly #openCloud: OpenCloud;
  readonly #osVault: Vault | undefined;
  readonly #session = sessionVault();

  constructor(openCloud: OpenCloud, osVault: Vault | undefined) {
    this.#openCloud = openCloud;
    this.#osVault = osVault;
  }

  /**
   * Opens the named account's cloud; with `practice`, all of it answers on the practice cloud's URL, and the account
   * named `practice` uses its well-known keys. Fails with `account.unknown`.
   */
  async open(account: string, practice: PracticeAccess | undefined): Promise<Cloud> {
    const endpoint: Endpoint =
      practice === undefined ? { kind: 'alibaba' } : { kind: 'practice', url: practice.url };
    if (account === practiceAccount && practice !== undefined)
      return this.#openCloud(practice.credentials, endpoint);
    const credentials = account === environmentAccount ? environmentKeys() : await this.#kept(account);
    if (credentials === undefined) throw new Failure('account.unknown', { account });
    keepSecret(credentials.accessKeySecret);
    return this.#openCloud(credentials, endpoint);
  }

  async list(withPractice: boolean): Promise<AccountView[]> {
    const views: AccountView[] = [];
    if (withPractice)
      views.push({ name: practiceAccount, kind: 'practice', keyHint: '', kept: 'always-there' });
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
  async add(
    wish: { name: string; accessKeyId: string; accessKeySecret: string; keep: Vault['kind'] },
    signal: AbortSignal,
  ): Promise<AccountView> {
    if (wish.name === practiceAccount || wish.name === environmentAccount) {
      throw new Failure('asked.input-invalid', { problems: `the name ${wish.name} is taken` });
    }
    const vault = wish.keep === 'os-vault' ? this.#osVault : this.#session;
    if (vault === undefined) throw new Failure('machine.vault-unavailable', { reason: 'this door has none' });
    const { name, accessKeyId, accessKeySecret } = wish;
    keepSecret(accessKeySecret);
    const { arn } = await this.#openCloud({ accessKeyId, accessKeySecret }, { kind: 'alibaba' }).identity(
      signal,
    );
    const kept: KeptAccount = { accessKeyId, accessKeySecret, identity: arn };
    await vault.set(name, JSON.stringify(kept));
    return viewOf(name, kept, vault.kind);
  }

  async remove(name: string): Promise<void> {
    for (const vault of this.#vaults()) await vault.remove(name);
  }

  #vaults(): Vault[] {
    return this.#osVault === undefined ? [this.#session] : [this.#osVault, this.#session];
  }

  async #kept(name: string): Promise<KeptAccount | undefined> {
    for (const vault of this.#vaults()) {
      const kept = await readKept(vault, name);
      if (kept !== undefined) return kept;
    }
    return undefined;
  }
}

async function readKept(vault: Vault, name: string): Promise<KeptAccount | undefined> {
  const secret = await vault.get(name);
  return secret === undefined ? undefined : keptAccount.safeParse(JSON.parse(secret)).data;
}

/** The variables the aliyun command line and the SDKs read. */
function environmentKeys(): Credentials | undefined {
  const accessKeyId = process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'];
  const accessKeySecret = process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
  const securityToken = process.env['ALIBABA_CLOUD_SECURITY_TOKEN'];
  if (accessKeyId === undefined || accessKeySecret === undefined) return undefined;
  return { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) };
}

const hint = (accessKeyId: string): string =>
  accessKeyId.length < 10 ? '…' : `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;

const viewOf = (name: string, kept: KeptAccount, vault: Vault['kind']): AccountView => ({
  name,
  kind: 'access-key',
  keyHint: hint(kept.accessKeyId),
  identity: kept.identity,
  kept: vault,
});
