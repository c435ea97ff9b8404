/** The settings of the network at work: the connections that requests use, what is logged of them, and the proxy's password. */
import { readFile } from 'node:fs/promises';
import { Failure } from '../../../contract/failure-error.ts';
import { say } from '../../../contract/said.ts';
import type { Settings } from '../../../contract/settings.ts';
import { openLine, type Line, type LineWish } from '../base/line.ts';
import { keepSecret } from '../base/redact.ts';
import type { RequestLog } from '../base/request-log.ts';
import type { SystemProxy } from '../base/system-proxy.ts';
import { sessionVault, type Vault } from '../base/vault.ts';
import { fileFailure } from '../base/file-failure.ts';

/** No account can have this name. */
const passwordName = ':proxy';

export class Network {
  readonly line: Line;
  readonly #osVault: Vault | undefined;
  readonly #log: RequestLog;
  readonly #session = sessionVault();
  #wish: LineWish = { wish: { kind: 'system' }, environment: process.env };

  /** `system` where the door can ask the system for its proxy. */
  constructor(osVault: Vault | undefined, log: RequestLog, system?: SystemProxy) {
    this.#osVault = osVault;
    this.#log = log;
    this.line = openLine(
      () => this.#wish,
      system,
      (exchange) => log.note(exchange),
    );
  }

  /** From now on requests go as these settings say. Fails with `machine.file-failed` for a CA file that cannot be read. */
  async apply({ network, log }: Settings): Promise<void> {
    this.#log.detailed = log === 'detailed';
    const extraCa = network?.caFile === undefined ? undefined : await readCa(network.caFile);
    const wish = network?.proxy ?? { kind: 'system' };
    const password = wish.kind === 'manual' ? await this.#password() : undefined;
    if (password !== undefined) keepSecret(password);
    this.#wish = { wish, password, extraCa, environment: process.env };
    this.line.dropConnections();
  }

  /** Fails with `machine.vault-unavailable` rather than keep it less safely than asked. An empty one is forgotten. */
  async setPassword(password: string, keep: Vault['kind']): Promise<void> {
    for (const vault of this.#vaults()) await vault.remove(passwordName);
    const vault = keep === 'os-vault' ? this.#osVault : this.#session;
    if (vault === undefined) throw new Failure('machine.vault-unavailable', { reason: say('no-vault-here') });
    if (password === '') return;
    keepSecret(password);
    await vault.set(passwordName, JSON.stringify(password));
  }

  /** Where the password of the proxy is, if there is one. */
  async passwordKept(): Promise<Vault['kind'] | undefined> {
    for (const vault of this.#vaults()) if ((await vault.names()).includes(passwordName)) return vault.kind;
    return undefined;
  }

  async #password(): Promise<string | undefined> {
    for (const vault of this.#vaults()) {
      const kept = await vault.get(passwordName);
      if (kept !== undefined) return String(JSON.parse(kept));
    }
    return undefined;
  }

  #vaults(): Vault[] {
    return this.#osVault === undefined ? [this.#session] : [this.#osVault, this.#session];
  }
}

/** Only a file with a certificate in it: anything else would be found out at the first request, and blamed on the network. */
async function readCa(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw fileFailure(file, error);
  }
  if (!/-----BEGIN (TRUSTED )?CERTIFICATE-----/.test(text))
    throw new Failure('asked.input-invalid', { problems: say('no-certificate', file) });
  return text;
}
