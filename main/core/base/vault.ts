/** Where secrets are kept: in the OS vault under Electron; otherwise in memory, until the program ends. */

export interface Vault {
  readonly kind: 'os-vault' | 'this-session';
  get(name: string): Promise<string | undefined>;
  /** Fails with `machine.vault-unavailable` where the system would store plain text. */
  set(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
}

export function sessionVault(): Vault {
  const secrets = new Map<string, string>();
  return {
    kind: 'this-session',
    get: (name) => Promise.resolve(secrets.get(name)),
    set: (name, secret) => Promise.resolve(void secrets.set(name, secret)),
    remove: (name) => Promise.resolve(void secrets.delete(name)),
    names: () => Promise.resolve([...secrets.keys()]),
  };
}
