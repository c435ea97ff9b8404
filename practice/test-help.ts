/** For tests: a practice cloud in a folder of its own, and the real SDK clients pointed at it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ecsModule from '@alicloud/ecs20140526';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import * as ramModule from '@alicloud/ram20150501';
import * as stsModule from '@alicloud/sts20150401';
import OSS from 'ali-oss';
import { startPracticeCloud, type PracticeCloud } from './practice-cloud.ts';
import type { JournalEntry } from './world/journal.ts';

export interface Bench {
  readonly cloud: PracticeCloud;
  readonly folder: string;
  /** The same folder, started again. */
  restart(faults?: unknown): Promise<Bench>;
  close(): Promise<void>;
}

export async function openBench(faults?: unknown, folder = mkdtempSync(join(tmpdir(), 'practice-'))): Promise<Bench> {
  const faultsFile = join(folder, 'faults.json');
  if (faults !== undefined) writeFileSync(faultsFile, JSON.stringify(faults));
  const cloud = await startPracticeCloud({ folder, ...(faults === undefined ? {} : { faultsFile }) });
  return {
    cloud,
    folder,
    async restart(again) {
      await cloud.close();
      return openBench(again, folder);
    },
    async close() {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The types of ali-oss lag behind its options. */
export type OssOptions = Partial<OSS.Options> & { sldEnable?: boolean; authorizationV4?: boolean };

export const ossClient = ({ url, accessKeyId, accessKeySecret }: PracticeCloud, options: OssOptions = {}): OSS =>
  new OSS({
    endpoint: url,
    region: 'oss-cn-hangzhou',
    bucket: 'migration-demo',
    accessKeyId,
    accessKeySecret,
    authorizationV4: true,
    ...options,
  });

/** What the SDKs export by default is the whole CommonJS module or the client itself, depending on who loads them. */
const clientOf = <T>(module: { default: T }): T => (module.default as { default?: T }).default ?? module.default;

export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

export function sdkClients(
  cloud: PracticeCloud,
  keys: Keys = cloud,
): {
  ecs: ecsModule.default;
  ram: ramModule.default;
  sts: stsModule.default;
} {
  const config = new $OpenApiUtil.Config({
    ...keys,
    regionId: 'cn-hangzhou',
    endpoint: cloud.url.replace('http://', ''),
    protocol: 'http',
  });
  const [Ecs, Ram, Sts] = [clientOf(ecsModule), clientOf(ramModule), clientOf(stsModule)];
  return { ecs: new Ecs(config), ram: new Ram(config), sts: new Sts(config) };
}

export async function requestsOf(cloud: PracticeCloud): Promise<JournalEntry[]> {
  return (await (await fetch(`${cloud.url}/practice/requests`)).json()) as JournalEntry[];
}

export const randomBody = (bytes: number): Buffer => randomBytes(bytes);

/** The error a promise ends with; fails when it does not. */
export async function errorOf(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('expected a failure');
}
