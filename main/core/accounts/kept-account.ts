/** What is kept of an account, in the vault and nowhere else; and what may be shown of it. */
import type { Site } from '../../../contract/accounts.ts';
import { z } from '../../../contract/schema.ts';
import type { AccountView } from '../../../contract/accounts.ts';
import { recordsIn } from '../base/record-file.ts';
import type { Vault } from '../base/vault.ts';

const site = z.enum(['china', 'international']).optional();
const keys = { accessKeyId: z.string(), accessKeySecret: z.string() };
const about = { identity: z.string(), site };

const current = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('access-key'), ...keys, ...about }),
  z.strictObject({ kind: z.literal('sts-token'), ...keys, securityToken: z.string(), ...about }),
  /** A reference: the keys stay with the command line. */
  z.strictObject({ kind: z.literal('cli-profile'), profile: z.string(), keyHint: z.string(), ...about }),
  /** Another account here, or keys copied from a profile. */
  z.strictObject({
    kind: z.literal('ram-role'),
    base: z.union([z.string(), z.strictObject(keys)]),
    roleArn: z.string(),
    sessionName: z.string(),
    seconds: z.number(),
    ...about,
  }),
]);
export type KeptAccount = z.infer<typeof current>;

/** As the first version kept them: without a kind. */
const first = z
  .strictObject({ ...keys, identity: z.string() })
  .transform((kept): KeptAccount => ({ kind: 'access-key', ...kept }));
const keptAccount = z.union([current, first]);

/** Undefined when there is none, or none we can read. */
export async function readKept(vault: Vault, name: string): Promise<KeptAccount | undefined> {
  const [kept] = recordsIn((await vault.get(name)) ?? '', keptAccount);
  return kept;
}

/** First and last characters, enough to recognise it. */
export const hint = (accessKeyId: string): string =>
  accessKeyId.length < 10 ? '…' : `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;

export function viewOf(name: string, kept: KeptAccount, vault: Vault['kind']): AccountView {
  return {
    name,
    kind: kept.kind,
    keyHint: hintOf(kept),
    identity: kept.identity,
    ...(kept.site === undefined ? {} : { site: kept.site satisfies Site }),
    kept: vault,
  };
}

function hintOf(kept: KeptAccount): string {
  if (kept.kind === 'cli-profile') return kept.keyHint;
  if (kept.kind === 'ram-role') return kept.roleArn.slice(kept.roleArn.indexOf('role/') + 'role/'.length);
  return hint(kept.accessKeyId);
}
