/** Every field of the import form reaches ECS under the parameter that its row names; what is not asked for stays out. */
import { expect, it } from 'vitest';
import { imageFieldIds, importFormFields, type ImageForm } from '../../../../contract/import-form.ts';
import { importImageRequest } from './import-image-request.ts';
import { loadEcs } from './sdk.ts';

const least: ImageForm = {
  name: 'web01',
  osType: 'linux',
  platform: 'CentOS',
  architecture: 'x86_64',
  bootMode: 'BIOS',
  systemDiskGiB: 40,
  licenseType: 'BYOL',
};
const whole: Required<ImageForm> = {
  ...least,
  description: 'the web server',
  resourceGroupId: 'rg-1',
  tags: [{ key: 'team', value: 'web' }],
  imageCheck: true,
  nvmeSupport: true,
};
const disks = [{ bucket: 'demo', key: 'web01.raw', format: 'raw', sizeGiB: 40 }] as const;

/** As it goes over the line: `Tag.1.Key`. */
function flat(value: unknown, name = ''): Record<string, unknown> {
  if (value === null || typeof value !== 'object') return { [name]: value };
  const first = Array.isArray(value) ? 1 : 0;
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, one]) => {
      const part = Array.isArray(value) ? String(Number(key) + first) : key;
      return flat(one, name === '' ? part : `${name}.${part}`);
    }),
  ) as Record<string, unknown>;
}
const asked = async (form: ImageForm, dryRun = false): Promise<Record<string, unknown>> => {
  const request = { form, disks, clientToken: 'once' };
  return flat(importImageRequest(await loadEcs(), 'cn-hangzhou', request, dryRun).toMap());
};

it('asks for every field by its own parameter', async () => {
  const parameters = await asked(whole);
  for (const { api } of importFormFields)
    for (const name of api) expect(parameters).toHaveProperty([name.replace('.N.', '.1.')]);
  expect(Object.keys(whole).sort()).toEqual([...imageFieldIds].sort());
  expect(parameters).toMatchObject({
    OSType: 'linux',
    Platform: 'CentOS',
    DetectionStrategy: 'Standard',
    'Features.NvmeSupport': 'supported',
    'Tag.1.Value': 'web',
    'DiskDeviceMapping.1.DiskImageSize': 40,
    'DiskDeviceMapping.1.Format': 'RAW',
    ClientToken: 'once',
  });
});

it('says NVMe and the check aloud, and leaves out what nobody filled in', async () => {
  const parameters = await asked({ ...least, description: '' }, true);
  expect(parameters).toMatchObject({
    'Features.NvmeSupport': 'unsupported',
    DetectionStrategy: 'Standard',
    DryRun: true,
  });
  for (const left of ['Description', 'ResourceGroupId', 'Tag.1.Key', 'ClientToken'])
    expect(parameters).not.toHaveProperty([left]);
});

it('asks for no check where ECS has none or nobody wants it', async () => {
  expect(await asked({ ...least, platform: 'Gentoo' })).not.toHaveProperty('DetectionStrategy');
  expect(await asked({ ...least, imageCheck: false })).not.toHaveProperty('DetectionStrategy');
});
