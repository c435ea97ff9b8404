/** The roles ECS works with, as the page shows them: what is there, what is missing, and how to get it without rights of one's own. */
import type { RoleView, Site } from '../../../contract/accounts.ts';
import { failedWith } from '../../../contract/failure-error.ts';
import type { Cloud, RoleUse } from '../cloud/cloud.ts';

const ossRead = ['oss:GetObject', 'oss:GetBucketLocation', 'oss:GetBucketInfo'];
/** Names and contents as ECS documents them (ImportImage, ExportImage). */
const roles: Readonly<
  Record<RoleUse, { readonly role: string; readonly policy: string; readonly actions: readonly string[] }>
> = {
  import: {
    role: 'AliyunECSImageImportDefaultRole',
    policy: 'AliyunECSImageImportRolePolicy',
    actions: ossRead,
  },
  export: {
    role: 'AliyunECSImageExportDefaultRole',
    policy: 'AliyunECSImageExportRolePolicy',
    actions: [
      ...ossRead,
      'oss:PutObject',
      'oss:DeleteObject',
      'oss:AbortMultipartUpload',
      'oss:ListMultipartUploads',
      'oss:ListParts',
    ],
  },
};

export async function showRole(
  cloud: Cloud,
  use: RoleUse,
  site: Site | undefined,
  signal?: AbortSignal,
): Promise<RoleView> {
  const { role, policy, actions } = roles[use];
  const texts = {
    use,
    role,
    policy,
    consoleLink: authorizeLink(site),
    trustPolicy: pretty({
      Version: '1',
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
    }),
    policyText: pretty({ Version: '1', Statement: [{ Action: actions, Effect: 'Allow', Resource: '*' }] }),
  };
  try {
    const { present, trusted, policies } = await cloud.role(use, signal);
    const attached = policies?.includes(policy);
    return { ...texts, present, trusted, ...(attached === undefined ? {} : { attached }) };
  } catch (error) {
    if (!failedWith(error, 'account.forbidden')) throw error;
    return { ...texts, present: false, trusted: false, failure: error.view() };
  }
}

const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** The page "Cloud Resource Access Authorization", with both roles chosen as the console's own button does. */
export function authorizeLink(site: Site | undefined): string {
  const console = site === 'china' ? 'ram.console.aliyun.com' : 'ram.console.alibabacloud.com';
  const ecs = site === 'china' ? 'ecs.console.aliyun.com' : 'ecs.console.alibabacloud.com';
  const request = {
    Requests: {
      request1: { RoleName: roles.import.role, TemplateId: 'ECSImportRole' },
      request2: { RoleName: roles.export.role, TemplateId: 'ECSExportRole' },
    },
    ReturnUrl: `https://${ecs}/`,
    Service: 'ECS',
  };
  return `https://${console}/role/authorize?request=${encodeURIComponent(JSON.stringify(request))}`;
}
