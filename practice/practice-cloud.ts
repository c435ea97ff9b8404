/** Starts a practice cloud: OSS, ECS, VPC, RAM, STS and Resource Management on one loopback address, with a world that is kept in a folder. */
import { mkdirSync } from 'node:fs';
import { Failure } from '../contract/failure-error.ts';
import type { PracticeScenario } from '../contract/practice.ts';
import { practiceAccessKeyId, practiceAccessKeySecret } from './demo-keys.ts';
import { newHttpServer } from './http/http-server.ts';
import { putForeignObject } from './oss/foreign-object.ts';
import { objectBytes } from './oss/object-bytes.ts';
import { openObjectStore } from './oss/object-store.ts';
import { ossService } from './oss/oss-service.ts';
import { ecsService, failImportsOf } from './rpc/ecs-service.ts';
import { ramService } from './rpc/ram-service.ts';
import { resourceGroupService } from './rpc/resource-groups.ts';
import { isRpc, rpcService } from './rpc/rpc-service.ts';
import { stsService } from './rpc/sts-service.ts';
import { vpcService } from './rpc/vpc-service.ts';
import { scenarioFaults } from './scenarios.ts';
import { defaultWorld } from './world/default-world.ts';
import { faultsOf, readFaults } from './world/faults.ts';
import { openJournal } from './world/journal.ts';
import { openWorld } from './world/world.ts';

export interface PracticeCloud {
  readonly url: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  close(): Promise<void>;
}

/**
 * `port` 0 or absent takes any free one. `folder` holds all state and outlives a kill; a new one gets the default world.
 * Fails with `machine.port-taken`, with `asked.input-invalid` for a faults file that is not as documented, with
 * `machine.folder-unwritable`, and with `program.record-unreadable` for a world that cannot be read.
 */
export async function startPracticeCloud(options: {
  folder: string;
  port?: number;
  faultsFile?: string;
  /** A prepared lesson instead of a faults file. */
  scenario?: PracticeScenario;
}): Promise<PracticeCloud> {
  const { folder, port = 0, scenario } = options;
  const faults = scenario === undefined ? readFaults(options.faultsFile) : faultsOf(scenarioFaults[scenario], scenario);
  const now = (): number => Date.now() + faults.switches.clockAheadMs;
  makeFolder(folder);
  let fresh = false;
  const world = await openWorld(folder, () => {
    fresh = true;
    return defaultWorld(new Date(now()), faults.switches);
  });
  const store = openObjectStore(folder);
  if (fresh) for (const { bucket, key } of faults.switches.objects) await putForeignObject(store, bucket, key, now());
  const journal = openJournal(folder);

  const oss = ossService({
    world,
    store,
    faults,
    now,
    onObjectGone: (bucket, key) => failImportsOf(world, now(), bucket, key),
  });
  const rpc = rpcService(world, faults, now, {
    ecs: ecsService({
      world,
      faults,
      now,
      object(bucket, key) {
        const found = store.find(bucket, key);
        return found === undefined ? undefined : { bytes: objectBytes(store, found), storageClass: found.storageClass };
      },
    }),
    ram: ramService(world, now),
    sts: stsService(world, now, faults.switches.sessionMs),
    vpc: vpcService(faults),
    resourcemanager: resourceGroupService(faults),
  });
  const server = newHttpServer({
    journal,
    faults,
    now,
    operationOf: (call) => (isRpc(call) ? rpc(call) : oss(call)),
  });
  let taken: number;
  try {
    taken = await server.listen(port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new Failure('machine.port-taken', { port }, { cause: error });
    throw error;
  }
  return {
    url: `http://127.0.0.1:${taken}`,
    accessKeyId: practiceAccessKeyId,
    accessKeySecret: practiceAccessKeySecret,
    async close() {
      await server.close();
      await world.save();
    },
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Failure('machine.folder-unwritable', { folder, reason: (error as Error).message }, { cause: error });
  }
}
