/** What ImportImage is asked: the fields of the import form by their rows, and the disks. */
import type * as Ecs from '@alicloud/ecs20140526';
import { imageFieldIds, rowOf, type ImageForm } from '../../../../contract/import-form.ts';
import type { ImportRequest } from '../cloud.ts';
import { importRole } from './errors.ts';

/** Leaves nothing to ECS's defaults, which have changed over the years (LicenseType, DetectionStrategy). */
export function importImageRequest(
  sdk: typeof Ecs,
  regionId: string,
  { form, disks, clientToken }: ImportRequest,
  dryRun: boolean,
): Ecs.ImportImageRequest {
  return new sdk.ImportImageRequest({
    regionId,
    roleName: importRole,
    ...formParameters(form),
    tag: form.tags ?? [],
    diskDeviceMapping: disks.map((disk) => ({
      format: disk.format.toUpperCase(),
      OSSBucket: disk.bucket,
      OSSObject: disk.key,
      diskImageSize: disk.sizeGiB,
    })),
    // a dry run must not use up the token of the import it stands for
    ...(dryRun ? { dryRun } : { clientToken }),
  });
}

/** The fields that one parameter carries. What ECS does not offer with this form it would refuse, so it is left out. */
function formParameters(form: ImageForm): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const id of imageFieldIds) {
    const { api, offered, sent } = rowOf(id);
    const [name = '', ...others] = api;
    const value = sent === undefined ? form[id] : sent(form[id]);
    if (others.length > 0 || offered?.(form) === false || value === undefined || value === '') continue;
    const [first = '', part] = name.split('.').map(sdkName);
    parameters[first] = part === undefined ? value : { ...(parameters[first] ?? {}), [part]: value };
  }
  return parameters;
}

/** The SDK begins a parameter's name with a small letter, unless it begins with an abbreviation. */
const sdkName = (name: string): string =>
  /^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
