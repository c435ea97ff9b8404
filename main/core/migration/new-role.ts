/** A role that was made a moment ago: RAM shows it complete, ECS does not know it yet. Passes by itself. */
import { failedWith } from '../../../contract/failure-error.ts';
import type { Cloud } from '../cloud/cloud.ts';

export const importRole = 'AliyunECSImageImportDefaultRole';

/** Whether ECS's refusal is only that: it says the role is missing or unable, RAM says that all is right. */
export async function isRoleNew(cloud: Cloud, error: unknown, signal: AbortSignal): Promise<boolean> {
  if (!failedWith(error, 'account.role-missing') && !failedWith(error, 'account.role-unable')) return false;
  try {
    const { present, trusted, policies } = await cloud.role('import', signal);
    return present && trusted && (policies ?? []).length > 0;
  } catch (reason) {
    if (failedWith(reason, 'account.forbidden')) return false; // nothing to compare with: what ECS said stands
    throw reason;
  }
}
