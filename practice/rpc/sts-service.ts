/** STS: who is calling, and sessions that end. */
import { randomBytes } from 'node:crypto';
import { CloudError } from '../http/exchange.ts';
import { practiceAccountId, practiceUserId, practiceUserName } from '../demo-keys.ts';
import { ownerOf } from '../world/caller.ts';
import type { World } from '../world/world.ts';
import { roleArn } from './ram-service.ts';
import { required, wholeNumber, type RpcActions } from './rpc-service.ts';

export function stsService(world: World, now: () => number, sessionMs: number | undefined): RpcActions {
  return {
    GetCallerIdentity: ({ caller }) =>
      caller.kind === 'user'
        ? {
            AccountId: caller.account,
            Arn: `acs:ram::${caller.account}:user/${practiceUserName}`,
            IdentityType: 'RAMUser',
            PrincipalId: practiceUserId,
            UserId: practiceUserId,
          }
        : {
            AccountId: practiceAccountId,
            Arn: sessionArn(caller.session.role, caller.session.name),
            IdentityType: 'AssumedRoleUser',
            PrincipalId: `${roleId(world, caller.session.role)}:${caller.session.name}`,
            RoleId: roleId(world, caller.session.role),
          },
    async AssumeRole({ parameters }) {
      const arn = required(parameters, 'RoleArn');
      const name = required(parameters, 'RoleSessionName');
      const seconds = wholeNumber(parameters, 'DurationSeconds', 3600, 43_200);
      if (!/^[\w.@-]{2,64}$/.test(name))
        throw new CloudError(
          400,
          'InvalidParameter.RoleSessionName',
          'The parameter RoleSessionName is wrongly formed.',
        );
      if (seconds < 900)
        throw new CloudError(
          400,
          'InvalidParameter.DurationSeconds',
          'The Min/Max value of DurationSeconds is 15min/1hr.',
        );
      const role = world.state.roles.find((one) => roleArn(one.name, ownerOf(one)) === arn.toLowerCase());
      if (role === undefined) throw new CloudError(404, 'EntityNotExist.Role', 'The specified Role not exists .');
      const expiresAt = now() + (sessionMs ?? seconds * 1000);
      const session = {
        accessKeyId: `STS.Practice${randomBytes(9).toString('hex')}`,
        accessKeySecret: randomBytes(24).toString('base64url'),
        token: randomBytes(96).toString('base64'),
        role: role.name,
        name,
        expiresAt,
        ...(role.owner === undefined ? {} : { owner: role.owner }),
      };
      // forget sessions that ended long ago
      world.state.sessions = world.state.sessions.filter((one) => one.expiresAt > now() - 86_400_000).concat(session);
      await world.save();
      return {
        AssumedRoleUser: { Arn: sessionArn(role.name, name), AssumedRoleId: `${role.id}:${name}` },
        Credentials: {
          AccessKeyId: session.accessKeyId,
          AccessKeySecret: session.accessKeySecret,
          SecurityToken: session.token,
          Expiration: new Date(expiresAt).toISOString().replace(/\.\d+/, ''),
        },
      };
    },
  };
}

const sessionArn = (role: string, name: string): string =>
  `acs:ram::${practiceAccountId}:assumed-role/${role.toLowerCase()}/${name}`;
const roleId = (world: World, name: string): string => world.state.roles.find((one) => one.name === name)?.id ?? '';
