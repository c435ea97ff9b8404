/** RAM: the roles the migrator looks at and, asked to, creates. */
import { randomInt } from 'node:crypto';
import { CloudError } from '../http/exchange.ts';
import { practiceAccountId } from '../demo-keys.ts';
import { ownerOf } from '../world/caller.ts';
import type { Role, World } from '../world/world.ts';
import { required, type RpcActions } from './rpc-service.ts';

export function ramService(world: World, now: () => number): RpcActions {
  const find = (account: string, name: string): Role => {
    const role = world.state.roles.find((one) => ownerOf(one) === account && one.name === name);
    if (role === undefined) throw new CloudError(404, 'EntityNotExist.Role', `The role not exists: ${name} .`);
    return role;
  };
  const isoNow = (): string => new Date(now()).toISOString();
  return {
    GetRole: ({ parameters, caller }) => ({
      Role: described(find(caller.account, required(parameters, 'RoleName'))),
    }),
    ListRoles: ({ caller }) => ({
      IsTruncated: false,
      Roles: { Role: world.state.roles.filter((one) => ownerOf(one) === caller.account).map(described) },
    }),
    async CreateRole({ parameters, caller }) {
      const name = required(parameters, 'RoleName');
      const trust = required(parameters, 'AssumeRolePolicyDocument');
      if (!/^[A-Za-z0-9.-]{1,64}$/.test(name))
        throw new CloudError(
          400,
          'InvalidParameter.RoleName.InvalidChars',
          'The parameter - "RoleName" contains invalid chars.',
        );
      if (!isJsonObject(trust))
        throw new CloudError(400, 'MalformedPolicyDocument', 'The policy document is malformed.');
      if (world.state.roles.some((one) => ownerOf(one) === caller.account && one.name === name)) {
        throw new CloudError(409, 'EntityAlreadyExists.Role', `The role already exists: ${name} .`);
      }
      const role: Role = {
        name,
        id: `3${String(randomInt(1e9)).padStart(17, '0')}`,
        created: isoNow(),
        trust,
        description: parameters.get('Description') ?? '',
        policies: [],
        ...(caller.account === practiceAccountId ? {} : { owner: caller.account }),
      };
      world.state.roles.push(role);
      await world.save();
      return { Role: described(role) };
    },
    async UpdateRole({ parameters, caller }) {
      const role = find(caller.account, required(parameters, 'RoleName'));
      const trust = parameters.get('NewAssumeRolePolicyDocument') ?? role.trust;
      if (!isJsonObject(trust))
        throw new CloudError(400, 'MalformedPolicyDocument', 'The policy document is malformed.');
      role.trust = trust;
      await world.save();
      return { Role: described(role) };
    },
    async AttachPolicyToRole({ parameters, caller }) {
      const role = find(caller.account, required(parameters, 'RoleName'));
      const [name, type] = [required(parameters, 'PolicyName'), required(parameters, 'PolicyType')];
      if (type !== 'System' || !systemPolicies.includes(name)) {
        throw new CloudError(404, 'EntityNotExist.Policy', `The policy does not exist: ${name} .`);
      }
      if (role.policies.some((policy) => policy.name === name)) {
        throw new CloudError(
          409,
          'EntityAlreadyExists.Role.Policy',
          `The policy is already attached to the role: ${name} .`,
        );
      }
      role.policies.push({ name, type, attached: isoNow() });
      await world.save();
      return {};
    },
    ListPoliciesForRole: ({ parameters, caller }) => ({
      Policies: {
        Policy: find(caller.account, required(parameters, 'RoleName')).policies.map((policy) => ({
          PolicyName: policy.name,
          PolicyType: policy.type,
          DefaultVersion: 'v1',
          Description: '',
          AttachDate: policy.attached,
        })),
      },
    }),
  };
}

const systemPolicies = [
  'AliyunECSImageImportRolePolicy',
  'AliyunECSImageExportRolePolicy',
  'AliyunOSSReadOnlyAccess',
  'AliyunOSSFullAccess',
];

const described = (role: Role): Record<string, unknown> => ({
  RoleId: role.id,
  RoleName: role.name,
  Arn: roleArn(role.name, ownerOf(role)),
  Description: role.description,
  AssumeRolePolicyDocument: role.trust,
  MaxSessionDuration: 3600,
  CreateDate: role.created,
  UpdateDate: role.created,
});

export const roleArn = (name: string, account = practiceAccountId): string =>
  `acs:ram::${account}:role/${name.toLowerCase()}`;

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
