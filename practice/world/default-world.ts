/** What a new practice world contains: buckets, the roles an import and an export need, one server with snapshots, and what the faults file adds. */
import { practiceAccountId, secondAccountId, strangerAccountId } from '../demo-keys.ts';
import type { Switches } from './faults.ts';
import { formOf, type ImportRecord, type Role, type WorldState } from './world.ts';

/** The names ECS requires (ImportImage and ExportImage, RoleName). */
export const importRole = 'AliyunECSImageImportDefaultRole';
export const importRolePolicy = 'AliyunECSImageImportRolePolicy';
const ecsMayAssume =
  '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":["ecs.aliyuncs.com"]}}],"Version":"1"}';
const nobodyMayAssume =
  '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":["oss.aliyuncs.com"]}}],"Version":"1"}';
const home = 'cn-hangzhou';

export function defaultWorld(now: Date, switches: Switches): WorldState {
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
      bucket('migration-demo', home),
      bucket('migration-demo-shanghai', 'cn-shanghai'),
      bucket('migration-encrypted', home, true),
      { ...bucket('migration-second', home), owner: secondAccountId },
      ...switches.buckets.map(
        ({ name, region, storageClass, encrypted, foreign, retentionDays, abortUploadsAfterDays }) => ({
          ...bucket(name, region, encrypted),
          ...(storageClass === undefined ? {} : { storageClass }),
          ...(retentionDays === undefined ? {} : { retentionDays }),
          ...(abortUploadsAfterDays === undefined ? {} : { abortUploadsAfterDays }),
          ...(foreign === true ? { owner: strangerAccountId } : {}),
        }),
      ),
    ],
    roles: [
      ...importRoles(created, switches.role),
      { ...readyRole(created), id: '300000000000000002', owner: secondAccountId },
    ],
    sessions: [],
    imports: switches.images.map((name, index) => imageOf(name, index, now.getTime())),
    shares: [],
    snapshots: [
      snapshot('s-practicesystem', 'web01 system disk', 'system', 40, created),
      snapshot('s-practicedata', 'web01 data disk', 'data', 100, created),
    ],
    instances: [server(now.getTime())],
  };
}

function importRoles(created: string, how: Switches['role']): Role[] {
  const role = readyRole(created);
  if (how === 'missing') return [];
  if (how === 'untrusted') return [{ ...role, trust: nobodyMayAssume }];
  return how === 'without-policy' ? [{ ...role, policies: [] }] : [role];
}

const readyRole = (created: string): Role => ({
  name: importRole,
  id: '300000000000000001',
  created,
  trust: ecsMayAssume,
  description: 'ECS uses this role to read disk images from OSS.',
  policies: [{ name: importRolePolicy, type: 'System', attached: created }],
});

const snapshot = (
  snapshotId: string,
  name: string,
  diskType: 'system' | 'data',
  sizeGiB: number,
  created: string,
): WorldState['snapshots'][number] => ({ region: home, snapshotId, name, diskType, sizeGiB, created });

/** A server that is running already, to make an image of. */
const server = (now: number): WorldState['instances'][number] => ({
  region: home,
  zone: `${home}-h`,
  instanceId: 'i-practiceweb01',
  clientToken: '',
  name: 'web01',
  imageId: 'm-practicebase',
  osType: 'linux',
  instanceType: 'ecs.g7.large',
  vSwitchId: `vsw-practice-${home}-h`,
  securityGroupId: `sg-practice-${home}`,
  publicIp: '',
  privateIp: '192.168.0.10',
  diskGiB: [40, 100],
  startedAt: now,
  takesMs: 0,
  stopped: false,
  released: false,
});

/** An image that is simply there. */
const imageOf = (imageName: string, index: number, startedAt: number): ImportRecord => ({
  region: home,
  taskId: '',
  imageId: `m-practicestart${index}`,
  clientToken: '',
  form: formOf({
    imageName,
    platform: 'CentOS',
    licenseType: 'BYOL',
    roleName: importRole,
    disks: [{ bucket: '', key: '', format: 'RAW', sizeGiB: 40 }],
  }),
  startedAt,
  importMs: 0,
  checkMs: 0,
  verdict: { items: [] },
  deleted: false,
  made: { from: 'start', source: practiceAccountId },
});
