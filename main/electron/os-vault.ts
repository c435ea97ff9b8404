/** Secrets kept by the operating system's own means: one file of encrypted values, and none at all where they would be plain. */
import { say } from '../../contract/said.ts';
import { Failure } from '../../contract/failure-error.ts';
import { z } from '../../contract/schema.ts';
import { writeFileAtomic } from '../core/base/atomic-file.ts';
import { readRecordIfThere } from '../core/base/record-file.ts';
import type { Vault } from '../core/base/vault.ts';
import type { ElectronApi } from './electron-api.ts';

const vaultFile = z.strictObject({ schema: z.literal(1), secrets: z.record(z.string(), z.base64()) });
type Secrets = z.infer<typeof vaultFile>['secrets'];

/** Reading and writing fail with `machine.vault-unavailable` where the system has no keyring, and with `program.record-unreadable` where the file is not ours. */
export function osVault({ safeStorage }: Pick<ElectronApi, 'safeStorage'>, file: string): Vault {
  let lastChange: Promise<unknown> = Promise.resolve();
  /** Changes take turns: each reads what the one before it wrote. */
  const change = (edit: (secrets: Map<string, string>) => void): Promise<void> => {
    const turn = lastChange
      .catch(() => undefined) // reported to its own caller
      .then(async () => {
        const secrets = new Map(Object.entries(await read(file)));
        edit(secrets);
        await writeFileAtomic(file, JSON.stringify({ schema: 1, secrets: Object.fromEntries(secrets) }));
      });
    lastChange = turn;
    return turn;
  };

  return {
    kind: 'os-vault',
    async get(name) {
      const secrets = await read(file);
      const encrypted = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      if (encrypted === undefined) return undefined;
      await requireKeyring(safeStorage);
      try {
        return (await safeStorage.decryptStringAsync(Buffer.from(encrypted, 'base64'))).result;
      } catch (error) {
        // another user's file, or a keyring that was made anew
        throw new Failure('machine.vault-unavailable', { reason: say('vault-unreadable') }, { cause: error });
      }
    },
    async set(name, secret) {
      await requireKeyring(safeStorage);
      const encrypted = (await safeStorage.encryptStringAsync(secret)).toString('base64');
      await change((secrets) => secrets.set(name, encrypted));
    },
    remove: (name) => change((secrets) => secrets.delete(name)),
    names: async () => Object.keys(await read(file)),
  };
}

/** Without a keyring Linux would encrypt with a password that is printed in Chromium's source, which protects nothing. */
async function requireKeyring(safeStorage: ElectronApi['safeStorage']): Promise<void> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) {
    throw new Failure('machine.vault-unavailable', { reason: say('no-encryption') });
  }
  if (process.platform !== 'linux') return;
  const backend = safeStorage.getSelectedStorageBackend();
  if (backend === 'basic_text' || backend === 'unknown') {
    throw new Failure('machine.vault-unavailable', { reason: say('no-keyring', backend) });
  }
}

/** Fails rather than begin with an empty one, which would lose every secret in it. */
const read = async (file: string): Promise<Secrets> => (await readRecordIfThere(file, vaultFile))?.secrets ?? {};
