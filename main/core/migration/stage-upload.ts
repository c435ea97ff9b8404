/** upload: sends each converted disk to its object, part by part, resumable after anything, and proves what arrived. */
import { loadDigest } from '../disk/digest.ts';
import { filePartSource } from '../transfer/part-source.ts';
import { abandonUpload, upload } from '../transfer/upload.ts';
import { journalPath, type ConvertedDisk } from './record.ts';
import { objectKey } from './object-key.ts';
import type { Stage, StageContext } from './stage.ts';

export const uploadStage: Stage = {
  name: 'upload',

  async run(context) {
    const objects = [...(context.checkpoints.upload?.objects ?? [])];
    for (const [index, disk] of (context.checkpoints.convert?.disks ?? []).entries()) {
      if (objects[index] !== undefined) continue;
      const key = objectKey(context.plan, index);
      const sent = await uploadOne(context, disk, index, key);
      objects[index] = {
        bucket: context.plan.target.bucket,
        key,
        bytes: sent.bytes,
        crc64: sent.crc64.toString(),
      };
      await context.save({ upload: { objects } });
    }
    return 'done';
  },

  async undo(context) {
    for (const index of context.plan.disks.keys()) {
      await abandonUpload({
        target: await targetOf(context, index),
        journalPath: journalPath(context.folder, index),
      });
    }
  },
};

async function targetOf({ plan, tools }: StageContext, index: number) {
  const cloud = await tools.cloud();
  return { store: cloud.objects(plan.target.region, plan.target.bucket), key: objectKey(plan, index) };
}

async function uploadOne(context: StageContext, disk: ConvertedDisk, index: number, key: string) {
  const { log, signal, report, tools } = context;
  log.write('info', 'upload started', { key, bytes: disk.bytes });
  const sent = await upload({
    source: filePartSource(disk.path, await loadDigest(disk.digestPath)),
    target: await targetOf(context, index),
    journalPath: journalPath(context.folder, index),
    clock: tools.clock,
    log,
    signal,
    onProgress: (progress) => report({ ...progress, disk: index, unit: 'bytes' }),
  });
  log.write('info', 'object equals the converted disk', {
    key,
    bytes: sent.bytes,
    crc64: sent.crc64.toString(),
  });
  return sent;
}
