/** The report of a finished migration: what went in, what came out, and the proof that both are the same. */
import { acceptedFor } from '../../../contract/acceptance.ts';
import { stageNames } from '../../../contract/stages.ts';
import type { Locale } from '../../../words/locale.ts';
import { renderReport } from '../../../words/report.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { reportPath, type MigrationRecord } from './record.ts';
import { instanceOf, leftoversOf } from './view.ts';
import type { ReportData } from '../../../contract/report.ts';

/** Everything the report says, as data; never a secret. */
export function reportOf(
  record: MigrationRecord,
  product: { name: string; version: string },
  made: string,
): ReportData {
  const { plan, checkpoints, stages } = record;
  if (plan === undefined) throw new Error('a draft has no report');
  const accepted = acceptedFor(checkpoints.inspect?.disks ?? [], plan.accepted);
  const { instance } = instanceOf(record);
  return {
    schema: 1,
    made,
    product: `${product.name} ${product.version}`,
    migration: { id: record.id, name: record.name, created: record.created },
    practice: record.practice !== undefined,
    disks: plan.disks.map(({ path, role }, index) => ({
      path,
      role,
      ...pick(checkpoints.inspect?.disks[index]?.report, 'source'),
      ...pick(convertedFacts(record, index), 'converted'),
      ...pick(checkpoints.upload?.objects[index], 'object'),
    })),
    ...pick(checkpoints.convert?.tools, 'tools'),
    ...(plan.existing === undefined
      ? {}
      : { existing: plan.existing.map((one) => ({ bucket: plan.target.bucket, ...one })) }),
    image: {
      id: checkpoints.import?.imageId ?? '',
      taskId: checkpoints.import?.taskId ?? '',
      region: plan.target.region,
      form: plan.image,
    },
    stages: stageNames.map((name) => ({ name, state: stages[name] })),
    ...pick(checkpoints.check, 'check'),
    ...(accepted.length === 0 ? {} : { accepted: [...accepted] }),
    ...pick(instance && { instanceId: instance.instanceId, name: instance.name }, 'instance'),
    leftovers: leftoversOf(record),
  };
}

function convertedFacts({ checkpoints }: MigrationRecord, index: number) {
  const disk = checkpoints.convert?.disks[index];
  // of a disk converted on the way, the CRC-64 is known with its object
  const crc64 = disk?.crc64 ?? checkpoints.upload?.objects[index]?.crc64;
  return disk === undefined || crc64 === undefined ? undefined : { bytes: disk.bytes, crc64, format: disk.format };
}

function pick<K extends string, T>(value: T | undefined, key: K): { [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: T });
}

/** Both spellings, kept in the migration's folder. */
export async function saveReport(folder: string, data: ReportData, locale: Locale): Promise<void> {
  await writeFileAtomic(reportPath(folder, 'json'), `${JSON.stringify(data, undefined, 2)}\n`);
  await writeFileAtomic(reportPath(folder, 'html'), renderReport(data, locale));
}
