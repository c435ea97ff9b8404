/** English of what does not fit a schema; each follows the field it is about, as in `target.bucket is missing`. */
import type { Kind } from '../../../contract/sentences.ts';
import type { MisfitTexts } from '../../detail-text.ts';

const kind: Readonly<Record<Kind, string>> = {
  text: 'text',
  number: 'a number',
  truth: 'true or false',
  list: 'a list […]',
  object: 'an object {…}',
  null: 'null',
  other: 'something else',
};
const kinds = (all: readonly Kind[]): string => all.map((one) => kind[one]).join(' or ');
const row = (items: readonly string[]): string => items.join(', ');
const choice = (values: readonly string[]): string => (values.length === 1 ? row(values) : `one of ${row(values)}`);

/** Stands for the field where the whole is meant, with the space after it. */
export const misfitWhole = 'it ';

export const misfits: MisfitTexts = {
  'unknown-field': (known) => `is not a known field; known here: ${row(known)}`,
  missing: (wanted, fields) =>
    `is missing; it must be ${kinds(wanted)}${fields.length === 0 ? '' : ` with ${row(fields)}`}`,
  'missing-choice': (values) => `is missing; it must be ${choice(values)}`,
  'wrong-type': (wanted, found) => `must be ${kinds(wanted)}, not ${kinds([found])}`,
  'none-of': (values) => `must be ${choice(values)}`,
  'no-form': (forms) => `must be an object with one of these sets of fields: ${forms.map(row).join('; ')}`,
  whole: () => 'must be a whole number',
  empty: () => 'must not be empty',
  'too-short': (least) => `must have at least ${least} characters`,
  'too-long': (most) => `must have at most ${most} characters`,
  'too-few': (least) => `must have at least ${least} entries`,
  'too-many': (most) => `must have at most ${most} entries`,
  'too-small': (least) => `must be at least ${least}`,
  'not-above': (limit) => `must be more than ${limit}`,
  'too-large': (most) => `must be at most ${most}`,
  url: () => 'must be a URL of an allowed kind, such as http://proxy.example.com:8080',
  time: () => 'must be a time, such as 2026-01-31T08:00:00Z',
  pattern: (pattern) => `must match the pattern ${pattern}`,
  unfit: () => 'has a value that is not allowed',
  more: (count) => `has more such places: ${count}`,

  'not-json': () => 'is not valid JSON',
  'not-json-at': (line, column) => `is not valid JSON: it cannot be read from line ${line}, column ${column}`,
  'json-ends': () => 'is not valid JSON: it ends before every bracket and quotation mark is closed',
  'empty-file': () => 'is empty',
  'file-too-large': (most) => `is larger than ${most} bytes`,
  'must-be-file': () => 'is not a file',

  imageName: () =>
    'must have 2–128 characters, the first a letter or a Chinese character, the others letters, Chinese characters, digits and . _ : -',
  imageNameReserved: () => 'must not begin with aliyun or acs:, nor contain http:// or https://',
  objectKey: () => 'must have at most 1023 bytes and not begin with a slash or backslash',
  bucketName: () => 'must have 3–63 lower-case letters, digits and hyphens, and not begin or end with a hyphen',
  regionId: () => 'must be the ID of a region, such as cn-hangzhou',
  tagKey: () => 'must not begin with aliyun or acs:, nor contain http:// or https://',
  tagValue: () => 'must not begin with acs:, nor contain http:// or https://',
  tagTwice: () => 'has the same key twice; upper and lower case count as the same',
  resourceGroupId: () => 'must be the ID of a resource group, which begins with rg-',
  description: () => 'must have 2–256 characters and not begin with http:// or https://',
  instanceType: () => 'must be an instance type, such as ecs.g7.large',
  disksOrExisting: () => 'must be empty when there are disks: either disks or objects already there are imported',
  oneSystemDisk: () => 'must have exactly one entry with the role system',
  variantOfFormat: () => 'does not go with the format: compressed is for qcow2, fixed for vhd',
  acrossAccount: () => 'must be another account than from.account when across is account, else the same',
  acrossRegion: () => 'must be another region than from.region when across is region, and the same when it is vpc',
  proxyUrl: () => 'must not hold a user name or password',
  domain: () => 'must be a domain name, such as images.example.com',
  reason: () => 'must hold at least one letter or digit',
  accountId: () => 'must be the ID of an Alibaba Cloud account, which is 16 digits',
  roleArn: () => 'must be the ARN of a RAM role, such as acs:ram::1234567890123456:role/migration',
  passwordSigns: () => 'holds a character that ECS does not allow',
  passwordKinds: () => 'must hold three of: capital letters, small letters, digits, special characters',
};
