/** What a new practice world contains: three buckets and, unless told otherwise, the role an import needs. */
import type { Role, WorldState } from './world.ts';

/** The names ECS insists on (ImportImage, RoleName). */
export const importRole = 'AliyunECSImageImportDefaultRole';
export const importRolePolicy = 'AliyunECSImageImportRolePolicy';
const ecsMayAssume =
  '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":["ecs.aliyuncs.com"]}}],"Version":"1"}';

export function defaultWorld(now: Date, roleMissing: boolean): WorldState {
  const created = now.toISOString();
  const bucket = (name: string, region: string, encrypted = false): WorldState['buckets'][number] => ({
    name,
    region,
    created,
    storageClass: 'Standard',
    encrypted,
  });
  return {
    version: 1,
    buckets: [
      bucket('migration-demo', 'cn-hangzhou'),
      bucket('migration-demo-shanghai', 'cn-shanghai'),
      bucket('migration-encrypted', 'cn-hangzhou', true),
    ],
    roles: roleMissing ? [] : [readyRole(created)],
    sessions: [],
    imports: [],
  };
}

const readyRole = (created: string): Role => ({
  name: importRole,
  id: '300000000000000001',
  created,
  trust: ecsMayAssume,
  description: 'ECS uses this role to read disk images from OSS.',
  policies: [{ name: importRolePolicy, type: 'System', attached: created }],
});
