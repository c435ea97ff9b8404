/** A role that was made a moment ago: RAM shows it complete, ECS does not know it yet. Passes by itself. */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import type { Cloud, RoleFacts } from '../cloud/cloud.ts';

export const importRole = 'AliyunECSImageImportDefaultRole';

/** Whether ECS's refusal is only that: it says the role is missing or unable, RAM says that all is right. */
export async function isRoleNew(cloud: Cloud, error: unknown, signal: AbortSignal): Promise<boolean> {
  const role = await roleBehind(cloud, error, signal);
  return role !== undefined && role.present && role.trusted && (role.policies ?? []).length > 0;
}

/** ECS also says that a role is missing when it exists but does not trust ECS; RAM tells the two apart. */
export async function clearerRoleError(cloud: Cloud, error: unknown, signal: AbortSignal): Promise<unknown> {
  const role = await roleBehind(cloud, error, signal);
  return role?.present === true && !role.trusted
    ? new Failure('account.role-untrusted', { role: importRole }, { cause: error })
    : error;
}

async function roleBehind(cloud: Cloud, error: unknown, signal: AbortSignal): Promise<RoleFacts | undefined> {
  if (!failedWith(error, 'account.role-missing') && !failedWith(error, 'account.role-unable')) return undefined;
  try {
    return await cloud.role('import', signal);
  } catch (reason) {
    if (failedWith(reason, 'account.forbidden')) return undefined; // nothing to compare with: what ECS said stands
    throw reason;
  }
}
