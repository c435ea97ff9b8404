/** Which RAM action a request needs, and whether this world's first user may do it. */
import { practiceAccountId } from '../demo-keys.ts';
import { CloudError, type Target } from '../http/exchange.ts';
import type { Caller } from './caller.ts';
import type { Switches } from './faults.ts';

/** OSS has more operations than actions: parts belong to PutObject, a HEAD to GetObject. */
const ossActions: Readonly<Record<string, string>> = {
  InitiateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  CopyObject: 'PutObject',
  UploadPartCopy: 'PutObject',
  DeleteObjects: 'DeleteObject',
  HeadObject: 'GetObject',
};

/** Throws the service's own refusal. Only the first account's user can be limited; a role session has its role's rights. */
export function checkRight(switches: Switches, caller: Caller, target: Target): void {
  if (caller.kind !== 'user' || caller.account !== practiceAccountId || switches.denied.length === 0) return;
  const { service } = target;
  const name = service === 'oss' ? (ossActions[target.action] ?? target.action) : target.action;
  if (![`${service}:${name}`, `${service}:*`].some((action) => switches.denied.includes(action))) return;
  if (service === 'oss') {
    throw new CloudError(403, 'AccessDenied', 'You have no right to access this object because of bucket acl.', {
      EC: '0003-00000001',
    });
  }
  throw service === 'ecs' || service === 'vpc'
    ? new CloudError(
        403,
        'Forbidden.RAM',
        `User not authorized to operate on the specified resource, or this API doesn't support RAM.`,
      )
    : new CloudError(403, 'NoPermission', 'You are not authorized to do this action. You should be authorized by RAM.');
}
