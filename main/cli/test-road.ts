/** For tests: one practice cloud, one plan and one data folder, and what can be asked of them from outside. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as ecsModule from '@alicloud/ecs20140526';
import { openBench, ossClient, requestsOf, sdkClients, type Bench } from '../../practice/test-help.ts';
import { cli, planFolder, type CliEvent, type CliOptions, type CliRun } from './test-driver.ts';

export interface Road {
  readonly bench: Bench;
  readonly folder: string;
  readonly data: string;
  run(options?: CliOptions): Promise<CliRun>;
  resume(id: string, options?: CliOptions): Promise<CliRun>;
  /** Part numbers the cloud acknowledged, in order, with repetitions. */
  acceptedParts(): Promise<number[]>;
  imageCount(): Promise<number>;
  unfinishedUploads(): Promise<number>;
  /** Files of the data folder, recursively. */
  files(): Promise<string[]>;
  /** Converted disks and pieces of them that still lie around. */
  scratch(): Promise<string[]>;
  close(): Promise<void>;
}

export async function openRoad(
  plan: object,
  faults: object = { timetable: { importMs: 300, checkMs: 100 } },
): Promise<Road> {
  const bench = await openBench(faults);
  const work = await planFolder(plan);
  const files = async (): Promise<string[]> => {
    const entries = await readdir(work.data, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  };
  return {
    bench,
    folder: work.folder,
    data: work.data,
    run: (options) =>
      cli(['run', work.plan, '--practice', bench.cloud.url, '--data-dir', work.data, '--json'], options),
    resume: (id, options) => cli(['resume', id, '--data-dir', work.data, '--json'], options),
    async acceptedParts() {
      const requests = await requestsOf(bench.cloud);
      return requests
        .filter(({ action, status }) => action === 'UploadPart' && status === 200)
        .map(({ partNumber }) => partNumber ?? 0);
    },
    async imageCount() {
      const status = 'Creating,Waiting,Available,UnAvailable,CreateFailed';
      const request = new ecsModule.DescribeImagesRequest({ regionId: 'cn-hangzhou', status });
      const { body } = await sdkClients(bench.cloud).ecs.describeImages(request);
      return body?.images?.image?.length ?? 0;
    },
    async unfinishedUploads() {
      const { uploads } = await ossClient(bench.cloud).listUploads({ 'max-uploads': 100 }, {});
      return (uploads ?? []).length;
    },
    files,
    scratch: async () => (await files()).filter((file) => /qcow2|partial/.test(file)),
    async close() {
      await bench.close();
      await work.remove();
    },
  };
}

export const idOf = ({ events }: CliRun): string =>
  String(events.find(({ event }) => event === 'started')?.['migrationId']);

/** What a progress event says is being done. */
export const doing = (event: CliEvent): unknown => (event.event === 'progress' ? event['doing'] : undefined);
