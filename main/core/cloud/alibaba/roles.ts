/** The RAM roles ECS works with in a bucket: looked at, and made as the console's authorization page makes them. */
import type * as Ram from '@alicloud/ram20150501';
import { Failure, failedWith } from '../../../../contract/failure-error.ts';
import type { RoleFacts, RoleUse } from '../cloud.ts';
import { exportRole, importRole } from './errors.ts';
import { loadRam, sdkAsker, sdkClient } from './sdk.ts';
import { trustOfEcs, trustsEcs, withTrustInEcs } from './trust.ts';
import type { Wiring } from './wiring.ts';

/** Exact names: ECS and the console know no others (ImportImage and ExportImage, usage notes). */
export const rolesOfEcs: Readonly<
  Record<RoleUse, { readonly role: string; readonly policy: string; readonly description: string }>
> = {
  import: {
    role: importRole,
    policy: 'AliyunECSImageImportRolePolicy',
    description: 'ECS reads disk images from OSS with this role.',
  },
  export: {
    role: exportRole,
    policy: 'AliyunECSImageExportRolePolicy',
    description: 'ECS writes disk images to OSS with this role.',
  },
};
export interface Roles {
  look(use: RoleUse, signal?: AbortSignal): Promise<RoleFacts>;
  setUp(use: RoleUse, signal?: AbortSignal): Promise<void>;
}

export function roles(wiring: Wiring, homeRegion: string): Roles {
  const { address } = wiring;
  const host = address.kind === 'practice' ? new URL(address.url).host : 'ram.aliyuncs.com';
  const asker = sdkAsker(host, wiring);
  const ask = async <T>(
    action: string,
    role: string,
    signal: AbortSignal | undefined,
    send: (client: Ram.default, sdk: typeof Ram) => Promise<T>,
  ): Promise<T> => {
    const sdk = await loadRam();
    return asker.ask({ action: `ram:${action}`, about: { role }, signal, repeatable: true }, async () =>
      send(await sdkClient(sdk.default, wiring, homeRegion), sdk),
    );
  };

  const policiesOf = async (role: string, signal?: AbortSignal): Promise<string[] | undefined> => {
    try {
      const { body } = await ask('ListPoliciesForRole', role, signal, (client, sdk) =>
        client.listPoliciesForRole(new sdk.ListPoliciesForRoleRequest({ roleName: role })),
      );
      return (body?.policies?.policy ?? []).map(({ policyName = '' }) => policyName);
    } catch (error) {
      // an account that may see the role may still not see its policies: ECS will tell whether they suffice
      if (failedWith(error, 'account.forbidden')) return undefined;
      throw error;
    }
  };

  const trustOf = async (role: string, signal?: AbortSignal): Promise<string> => {
    const { body } = await ask('GetRole', role, signal, (client, sdk) =>
      client.getRole(new sdk.GetRoleRequest({ roleName: role })),
    );
    return body?.role?.assumeRolePolicyDocument ?? '';
  };

  const look = async (use: RoleUse, signal?: AbortSignal): Promise<RoleFacts> => {
    const { role } = rolesOfEcs[use];
    try {
      const trusted = trustsEcs(await trustOf(role, signal));
      return { present: true, trusted, policies: await policiesOf(role, signal) };
    } catch (error) {
      if (failedWith(error, 'account.role-missing')) return { present: false, trusted: false, policies: undefined };
      throw error;
    }
  };

  return {
    look,

    async setUp(use, signal) {
      const { role, policy, description } = rolesOfEcs[use];
      const facts = await look(use, signal);
      if (!facts.present) {
        await unlessThere(
          ask('CreateRole', role, signal, (client, sdk) =>
            client.createRole(
              new sdk.CreateRoleRequest({
                roleName: role,
                assumeRolePolicyDocument: trustOfEcs,
                description,
              }),
            ),
          ),
        );
      } else if (!facts.trusted) {
        const widened = withTrustInEcs(await trustOf(role, signal));
        // a policy we cannot read, or that refuses ECS outright, is the business of a person
        if (widened === undefined || !trustsEcs(widened)) throw new Failure('account.role-untrusted', { role });
        await ask('UpdateRole', role, signal, (client, sdk) =>
          client.updateRole(new sdk.UpdateRoleRequest({ roleName: role, newAssumeRolePolicyDocument: widened })),
        );
      }
      if (facts.policies?.includes(policy) === true) return;
      await unlessThere(
        ask('AttachPolicyToRole', role, signal, (client, sdk) =>
          client.attachPolicyToRole(
            new sdk.AttachPolicyToRoleRequest({ policyType: 'System', policyName: policy, roleName: role }),
          ),
        ),
      );
    },
  };
}

/** It exists already: another program made it, or an earlier try succeeded whose answer was lost. */
async function unlessThere(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const there = failedWith(error, 'cloud.refused') && error.facts.code.startsWith('EntityAlreadyExists.');
    if (!there) throw error;
  }
}
