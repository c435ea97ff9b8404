/** What is wrong in a plan, a call or a file as people read it: which field, what is wrong and what would be right, in both languages. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fit, fitJson, type Fit } from './misfits.ts';
import { instancePassword } from './trial.ts';
import { moveWish } from './moves.ts';
import { networkSettings } from './network.ts';
import { plan } from './plan.ts';
import { z } from './schema.ts';
import { misfits as misfitsEn } from '../words/en/details/misfits.ts';
import type { Locale } from '../words/locale.ts';
import { says } from '../words/say.ts';

const good = {
  schema: 1,
  name: 'web01',
  disks: [{ path: 'web01.vmdk', role: 'system' }] as object[],
  target: { account: 'practice', region: 'cn-hangzhou', bucket: 'demo', object: 'a.qcow2', format: 'qcow2' },
  image: {
    name: 'web01',
    osType: 'linux',
    platform: 'CentOS',
    architecture: 'x86_64',
    bootMode: 'BIOS',
    systemDiskGiB: 40,
    licenseType: 'BYOL',
  },
};
const target = (change: object) => ({ ...good, target: { ...good.target, ...change } });
const image = (change: object) => ({ ...good, image: { ...good.image, ...change } });
const { target: _target, ...nowhere } = good;

function told(found: Fit<unknown>, of: string | undefined, locale: Locale): string {
  const facts = { problems: 'misfits' in found ? found.misfits : 'fits', of };
  const { happened } = says[locale].failure({ code: 'asked.input-invalid', facts });
  return happened.replace(/^(This was not accepted: |以下内容未被接受：)/, '');
}
const both = (found: Fit<unknown>, of?: string): string[] => [told(found, of, 'en'), told(found, of, 'zh')];

it('accepts what fits', () => expect(fit(plan, good)).toEqual({ data: good }));

describe('a plan', () => {
  it.each([
    [
      'an unknown field',
      target({ buckett: 'x' }),
      'target.buckett is not a known field; known here: account, region, bucket, object, format, variant, endpoint.',
      'target.buckett 不是可用的字段，此处可用的字段：account、region、bucket、object、format、variant、endpoint。',
    ],
    [
      'a missing text',
      target({ bucket: undefined }),
      'target.bucket is missing; it must be text.',
      'target.bucket 缺失，应为文本。',
    ],
    [
      'a missing object',
      nowhere,
      'target is missing; it must be an object {…} with account, region, bucket, object, format.',
      'target 缺失，应为对象 {…}，必须包含 account、region、bucket、object、format。',
    ],
    [
      'a missing choice',
      image({ osType: undefined }),
      'image.osType is missing; it must be one of linux, windows.',
      'image.osType 缺失，只能是以下值之一：linux、windows。',
    ],
    [
      'a wrong choice',
      target({ format: 'qcow3' }),
      'target.format must be one of qcow2, vhd, raw.',
      'target.format 只能是以下值之一：qcow2、vhd、raw。',
    ],
    [
      'a wrong type',
      image({ systemDiskGiB: '40' }),
      'image.systemDiskGiB must be a number, not text.',
      'image.systemDiskGiB 应为数字，而不是文本。',
    ],
    [
      'half a GiB',
      image({ systemDiskGiB: 1.5 }),
      'image.systemDiskGiB must be a whole number.',
      'image.systemDiskGiB 必须为整数。',
    ],
    [
      'too large a number',
      image({ systemDiskGiB: 4000 }),
      'image.systemDiskGiB must be at most 2048.',
      'image.systemDiskGiB 不能大于 2048。',
    ],
    [
      'too small a number',
      image({ systemDiskGiB: 0 }),
      'image.systemDiskGiB must be at least 1.',
      'image.systemDiskGiB 不能小于 1。',
    ],
    [
      'a disk without its path',
      { ...good, disks: [...good.disks, { role: 'data' }] },
      'disks[1].path is missing; it must be text.',
      'disks[1].path 缺失，应为文本。',
    ],
    ['an empty text', { ...good, name: '' }, 'name must not be empty.', 'name 不能为空。'],
    [
      'a long text',
      { ...good, name: 'x'.repeat(200) },
      'name must have at most 128 characters.',
      'name 不能超过 128 个字符。',
    ],
    ['another version', { ...good, schema: 2 }, 'schema must be 1.', 'schema 必须为 1。'],
    [
      'one of two forms, the first meant',
      target({ endpoint: 'publik' }),
      'target.endpoint must be one of public, internal, accelerate, accelerate-overseas.',
      'target.endpoint 只能是以下值之一：public、internal、accelerate、accelerate-overseas。',
    ],
    [
      'one of two forms, the second meant',
      target({ endpoint: {} }),
      'target.endpoint.domain is missing; it must be text.',
      'target.endpoint.domain 缺失，应为文本。',
    ],
    ['a list', [good], 'it must be an object {…}, not a list […].', '内容应为对象 {…}，而不是列表 […]。'],
    [
      'two system disks',
      { ...good, disks: [...good.disks, ...good.disks] },
      'disks must have exactly one entry with the role system.',
      'disks 中必须有且只有一项的 role 为 system。',
    ],
    [
      'a name not allowed',
      image({ name: 'aliyun-web' }),
      'image.name must not begin with aliyun or acs:, nor contain http:// or https://.',
      'image.name 不能以 aliyun 或 acs: 开头，也不能包含 http:// 或 https://。',
    ],
    [
      'two things wrong',
      { ...image({ bootMode: 'bios' }), speed: 'fast', disks: [] },
      '\n- image.bootMode must be one of BIOS, UEFI\n- speed is not a known field; known here: schema, name, disks, existing, target, image, stagingFolder, staging, keepObject, launch, accepted',
      '\n- image.bootMode 只能是以下值之一：BIOS、UEFI\n- speed 不是可用的字段，此处可用的字段：schema、name、disks、existing、target、image、stagingFolder、staging、keepObject、launch、accepted',
    ],
  ])('with %s', (_, value, english, chinese) => {
    expect(both(fit(plan, value))).toEqual([english, chinese]);
  });

  it.each([
    ['a diary', 'dear diary', 'it is not valid JSON.', '内容不是有效的 JSON。'],
    [
      'one comma too many',
      '{\n "a": 1,\n}',
      'it is not valid JSON: it cannot be read from line 3, column 1.',
      '内容不是有效的 JSON：从第 3 行第 1 列起无法读取。',
    ],
    [
      'its end cut off',
      '{ "a": [1',
      'it is not valid JSON: it ends before every bracket and quotation mark is closed.',
      '内容不是有效的 JSON：内容不完整，有括号或引号未闭合。',
    ],
    ['nothing', '\n', 'it is empty.', '内容为空。'],
  ])('that is %s', (_, text, english, chinese) => {
    expect(both(fitJson(plan, text))).toEqual([english, chinese]);
  });

  it('of an editor on Windows', () => {
    expect(fitJson(plan, `\uFEFF${JSON.stringify(good)}`)).toEqual({ data: good });
  });
});

it('says a password’s and a proxy’s misfits without repeating them', () => {
  const secret = 'Sécret-horse-9';
  expect(both(fit(z.object({ password: instancePassword }), { password: secret }))).toEqual([
    'password holds a character that ECS does not allow.',
    'password 含有 ECS 不允许的字符。',
  ]);
  const proxy = { proxy: { kind: 'manual', url: `http://me:${secret}@proxy.example` } };
  expect(both(fit(networkSettings, proxy)).join()).not.toContain(secret);
});

it('names what was read, and tells of many misfits the first ones', () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`field${index}`, 1]));
  const [english, chinese] = both(fit(z.strictObject({ a: z.number() }), { a: 1, ...many }), 'faults.json');
  expect(english).toMatch(/^faults.json: \n- field0 is not a known field; known here: a\n/);
  expect(english?.split('\n').at(-1)).toBe('- it has more such places: 28');
  expect(chinese?.split('\n').at(-1)).toBe('- 内容还有 28 处不符合要求');
});

it('quotes a field’s name that could move a terminal', () => {
  const [english] = both(fit(z.strictObject({}), { 'a\u001b[31m': 1 }));
  expect(english).toContain(String.raw`["a\u001b[31m"] is not`);
});

it('says fields that only go together, and a number’s other limits', () => {
  const fault = z.union([
    z.strictObject({ delayMs: z.number() }),
    z.strictObject({ status: z.number(), code: z.string() }),
  ]);
  expect(both(fit(fault, { explode: true }))).toEqual([
    'it must be an object with one of these sets of fields: delayMs; status, code.',
    '内容应为对象，且只包含以下各组字段中的一组：delayMs；status、code。',
  ]);
  expect(both(fit(z.union([z.string(), z.number()]), true))).toEqual([
    'it must be text or a number, not true or false.',
    '内容应为文本或数字，而不是 true 或 false。',
  ]);
  expect(both(fit(fault, { status: 500 }))[1]).toBe('code 缺失，应为文本。');
  expect(both(fit(z.object({ skip: z.number().positive() }), { skip: 0 }))[1]).toBe('skip 必须大于 0。');
});

it('tells that a move goes nowhere else', () => {
  const at = { account: 'practice', region: 'cn-hangzhou' };
  const wish = { across: 'region', from: at, to: at, instanceId: 'i-1', imageName: 'web01', check: false };
  expect(both(fit(moveWish, wish))[1]).toBe(
    'to.region 在 across 为 region 时必须与 from.region 不同，为 vpc 时必须相同。',
  );
});

it('has words for every rule that a schema names', () => {
  const sources = globSync('*.ts', { cwd: import.meta.dirname })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'));
  const rules = sources.flatMap((source) =>
    [...source.matchAll(/(?:\.(?:regex|refine)\(.*|message: )'(\w+)'(?:\)[;,]?|,)$/gm)].map(([, code]) => code ?? ''),
  );
  expect(rules.length).toBeGreaterThan(15);
  for (const rule of rules) expect(Object.keys(misfitsEn)).toContain(rule);
});
