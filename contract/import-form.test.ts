/** The form agrees with its documentation, and its rules are the console's. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endingFits, formProblems } from './form-rules.ts';
import { formFieldIds, imageDraft, imageForm, imageName, imageTags, importFormFields } from './import-form.ts';
import { plan } from './plan.ts';
import { imageCheckOffered } from './platforms.ts';
import { importForm as importFormEn } from '../words/en/import-form.ts';

const code = (text: string): string => `\`${text}\``;
const rows = importFormFields.map((field) => [
  field.console,
  field.required ? 'yes' : 'no',
  field.plan.map(code).join(', '),
  field.api.map(code).join(', '),
  field.since === 'console' ? 'console' : 'API, later',
  importFormEn[field.id].help,
]);

it('docs/import-form.md says the same, field by field', () => {
  const text = readFileSync(new URL('../docs/import-form.md', import.meta.url), 'utf8');
  const written = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(written).toEqual(rows);
});

it('has every field once, and each place it names is in the plan', () => {
  expect(importFormFields.map(({ id }) => id)).toEqual(formFieldIds);
  const shapes: Record<string, object> = {
    image: imageForm.shape,
    target: plan.shape.target.shape,
    disks: { '*': 1 },
    existing: { '*': 1 },
  };
  for (const { plan: places } of importFormFields) {
    for (const place of places) {
      const [first = '', second = ''] = place.split('.');
      expect(Object.keys(shapes[first] ?? {})).toContain(second);
    }
  }
});

/** The console's own table: name, required. */
it.each([
  ['Region of Image', true],
  ['OSS Object Address', true],
  ['Image Name', true],
  ['Operating System', true],
  ['System Disk Size (GiB)', false],
  ['System Architecture', true],
  ['Platform', true],
  ['Image Format', false],
  ['License Type', false],
  ['Image Description', false],
  ['Add Data Disk Image', false],
  ['Resource Group', false],
  ['Tag', false],
])('%s is required: %s, and in the console’s order', (name, required) => {
  const inOrder = importFormFields.filter(({ since }) => since === 'console');
  const table = [
    'Region of Image',
    'OSS Object Address',
    'Image Name',
    'Operating System',
    'System Disk Size (GiB)',
    'System Architecture',
    'Platform',
    'Image Format',
    'License Type',
    'Image Description',
    'Add Data Disk Image',
    'Resource Group',
    'Tag',
  ];
  expect(inOrder.map((field) => field.console)).toEqual(table);
  expect(importFormFields.find((field) => field.console === name)?.required).toBe(required);
});

it('a draft keeps what is only half typed, a plan does not', () => {
  const half = { name: '1', systemDiskGiB: 0.5, resourceGroupId: 'r', tags: [{ key: '', value: '' }] };
  expect(imageDraft.safeParse(half).success).toBe(true);
  expect(imageForm.partial().safeParse(half).error?.issues.length).toBeGreaterThan(3);
  expect(imageDraft.safeParse({ nvme: true }).success).toBe(false);
});

describe('rules', () => {
  it.each([
    ['web01', true],
    ['镜像-1', true],
    ['a.b_c:d-e', true],
    ['1web', false],
    ['w', false],
    ['aliyun-x', false],
    ['acs:x', false],
    ['web 01', false],
    ['a'.repeat(129), false],
  ])('image name %s: %s', (name, good) => {
    expect(imageName.safeParse(name).success).toBe(good);
  });

  it('tags: up to twenty, keys once whatever their case', () => {
    const tag = (key: string, value = ''): { key: string; value: string } => ({ key, value });
    const twenty = Array.from({ length: 20 }, (_, index) => tag(`key${index}`));
    expect(imageTags.safeParse(twenty).success).toBe(true);
    for (const bad of [
      [...twenty, tag('more')],
      [tag('Owner'), tag('owner')],
      [tag('')],
      [tag('aliyun-x')],
      [tag('acs:x')],
      [tag('see https://x')],
      [tag('x', 'acs:y')],
      [tag('x', 'http://y')],
      [tag('x', 'y'.repeat(129))],
    ])
      expect(imageTags.safeParse(bad).success).toBe(false);
  });

  it.each([
    [{ architecture: 'arm64', bootMode: 'BIOS' }, ['bootMode']],
    [{ architecture: 'arm64', bootMode: 'UEFI' }, []],
    [{ platform: 'CentOS', osType: 'windows' }, ['platform']],
    [{ platform: 'Windows Server 2019', osType: 'windows', architecture: 'arm64' }, ['platform']],
    [{ platform: 'RedHat', licenseType: 'Aliyun' }, ['licenseType']],
    [{ platform: 'SUSE', licenseType: 'Aliyun' }, ['licenseType']],
    [{ platform: 'Windows Server 2019', osType: 'windows', licenseType: 'Aliyun' }, []],
    [{}, []],
  ] as const)('%j breaks %j', (form, fields) => {
    expect(formProblems(form).map(({ field }) => field)).toEqual(fields);
  });

  it('the object’s ending is the format’s; the image check is not for every system', () => {
    expect(endingFits('a/web01.QCOW2', 'qcow2')).toBe(true);
    expect(endingFits('web01.img', 'raw')).toBe(true);
    expect(endingFits('web01.vmdk', 'vhd')).toBe(false);
    expect(imageCheckOffered('CentOS')).toBe(true);
    expect(imageCheckOffered('FreeBSD')).toBe(false);
  });
});
