/** What others named or said is shown as it stands, even where it looks like a code of this program. */
import { describe, expect, it } from 'vitest';
import { failures, type FailureCode, type FailureView } from '../contract/failure.ts';
import { say } from '../contract/said.ts';
import type { z } from '../contract/schema.ts';
import { locales } from './locale.ts';
import { says } from './say.ts';

const names = [
  'remark:pipe',
  'remark:iso',
  'damage:no-signature:[]',
  'misfits:{}',
  'misfits:{"of":"","told":[]}',
  '{"say":"pipe","values":[]}',
  'pipe',
];

describe.each(names)('%s', (name) => {
  it.each<FailureView>([
    { code: 'cloud.object-exists', facts: { bucket: 'images', key: name } },
    { code: 'cloud.object-exists', facts: { bucket: name, key: 'a.qcow2' } },
    { code: 'cloud.image-name-taken', facts: { name } },
    {
      code: 'cloud.refused',
      facts: { action: 'ImportImage', status: 400, code: name, message: name, requestId: 'R' },
    },
    { code: 'source.missing', facts: { file: name } },
    { code: 'source.snapshot-child', facts: { file: 'a.vmdk', parent: name } },
    { code: 'network.not-the-cloud', facts: { host: 'h', status: 502, said: name } },
    { code: 'machine.qemu-failed', facts: { doing: 'convert', exit: '1', said: name } },
    { code: 'asked.input-invalid', facts: { problems: say('not-absolute', name) } },
  ])('in a failure: %j', (failure) => {
    for (const locale of locales) expect(says[locale].failure(failure).happened).toContain(name);
  });

  it('among the facts for programs, and in a sentence', () => {
    expect(says.en.facts({ bucket: 'images', key: name })).toEqual({ bucket: 'images', key: name });
    for (const locale of locales) {
      expect(says[locale].said(name)).toBe(name);
      expect(says[locale].said(say('no-name', name))).toContain(JSON.stringify(name));
    }
  });
});

/** What a file, a system or the cloud may say anything in. */
const open = Object.entries(failures).flatMap(([code, { facts }]) =>
  Object.entries(facts.shape as Record<string, z.ZodType>).flatMap(([fact, shape]) =>
    shape.safeParse('remark:pipe').success ? [[code as FailureCode, fact] as const] : [],
  ),
);

it.each(open)('%s says the fact %s verbatim or not at all', (code, fact) => {
  const rest = Object.entries(failures[code].facts.shape as Record<string, z.ZodType>).map(([name, shape]) => [
    name,
    shape.safeParse(42).success ? 42 : `<${name}>`,
  ]);
  const view = { code, facts: { ...Object.fromEntries(rest), [fact]: 'remark:pipe' } } as FailureView;
  const plain = { code, facts: Object.fromEntries(rest) } as FailureView;
  for (const locale of locales)
    expect(says[locale].failure(view)).toEqual(
      JSON.parse(JSON.stringify(says[locale].failure(plain)).replaceAll(`<${fact}>`, 'remark:pipe')),
    );
});
