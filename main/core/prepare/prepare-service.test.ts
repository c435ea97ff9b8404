import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assessCalls, type AssessAnswers } from '../../../contract/assess.ts';
import { prepareCalls } from '../../../contract/prepare.ts';
import { learnCalls } from '../../../contract/rules.ts';
import { fakeClock } from '../base/clock.fake.ts';
import { prepareService } from './calls.ts';
import { checkScripts } from './results/check-scripts.ts';

const calls = { ...assessCalls, ...learnCalls, ...prepareCalls };
let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'prepare-service-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const service = prepareService({ pathFor: (handle) => join(folder, handle), clock: fakeClock() });
const here = new AbortController().signal;
/** As `serve` does: what goes in and out has the contract's shape. */
async function ask<N extends keyof typeof calls>(name: N, input: unknown) {
  const { input: takes, output: gives } = calls[name];
  const answer = await (service[name] as (input: unknown, signal: AbortSignal) => unknown)(takes.parse(input), here);
  return gives.parse(answer) as Awaited<ReturnType<(typeof service)[N]>>;
}

const request = { os: 'centos-7', from: 'vmware', capture: 'vmware-copy' } as const;
const sizes = { virtualGiB: 40 };
const answers: AssessAnswers = {
  from: 'vmware',
  os: 'centos-7',
  servers: 1,
  systemDiskGiB: 40,
  dataDisksGiB: [],
  setUp: 'by-hand',
  line: { known: 'no' },
  liveData: false,
  inside: { fileSystem: 'unknown', lvm: 'unknown', encrypted: 'unknown', ipv6: 'unknown' },
};

describe('the calls of Assess, Prepare and Learn', () => {
  it('judge and export an assessment', async () => {
    expect((await ask('assess.judge', { answers, locale: 'en' })).form.platform).toBe('CentOS');
    const html = await ask('assess.export', { answers, paper: 'html', locale: 'en' });
    expect(html.text).toMatch(/^<!doctype html>/);
    expect((await ask('assess.export', { answers, paper: 'markdown', locale: 'en' })).text).toMatch(/^# /);
  });

  it('list the systems with what the form begins with, and the pages of Learn', async () => {
    const systems = await ask('learn.systems', { locale: 'en' });
    expect(systems.find(({ id }) => id === 'windows-2019')?.form).toEqual({
      osType: 'windows',
      platform: 'Windows Server 2019',
      licenseType: 'Aliyun',
      imageCheck: true,
    });
    const { pages, rules } = await ask('learn.pages', { locale: 'en' });
    expect(pages.map(({ topic }) => topic)).toEqual(['steps', 'tools', 'glossary', 'limits']);
    expect(rules.length).toBeGreaterThan(50);
  });

  it('give the checklist with its ways of capture, a guide, and the sheet', async () => {
    const { list, captures } = await ask('prepare.checklist', { request, locale: 'en' });
    expect(list.script).toBe('check-linux.sh');
    expect(captures[0]?.way).toBe('vmware-copy');
    expect((await ask('prepare.capture', { way: 'vmware-copy', sizes, locale: 'en' })).expect).toHaveLength(2);
    const sheet = { request, items: {}, sizes, paper: 'html', locale: 'en' };
    expect((await ask('prepare.sheet', sheet)).text).toContain('CentOS 7');
  });

  it('say which field of a share is wrong', async () => {
    const form = {
      protocol: 'nfs',
      server: { system: 'rhel-7', host: 'bad host', folder: 'relative' },
      client: { system: 'rhel-7', address: '10.0.0.1', mountAt: '/mnt/store' },
    };
    await expect(ask('prepare.share', { form, locale: 'en' })).rejects.toMatchObject({
      facts: { problems: expect.stringMatching(/server\.host: .*\nserver\.folder: /) as unknown },
    });
  });

  it('tell of a folder whether it can be reached and what room it has', async () => {
    expect(await ask('prepare.reach', { folder })).toMatchObject({ at: 'reached', writable: true });
    expect(await ask('prepare.reach', { folder: join(folder, 'nowhere') })).toMatchObject({
      at: 'not-reached',
      because: 'missing',
    });
  });

  it('hand out the check script, take its result back and tick', async () => {
    expect((await ask('prepare.script', { name: 'check-linux.sh' })).text).toBe(checkScripts['check-linux.sh']);
    const handle = `h_${'r'.repeat(22)}`;
    const host = { osId: 'centos', osVersion: '7.9', bootMode: 'BIOS', architecture: 'x86_64' };
    const result = {
      schema: 1,
      tool: 'check-linux',
      version: '1',
      when: '2026-03-01T10:00:00Z',
      host,
      items: [{ id: 'selinux', status: 'problem', evidence: ['SELINUX=enforcing'] }],
    };
    await writeFile(join(folder, handle), JSON.stringify(result));
    const back = await ask('prepare.readResult', { result: handle, request, items: {}, locale: 'en' });
    expect(back.known).toEqual({ os: 'centos-7', bootMode: 'BIOS', architecture: 'x86_64' });
    expect(back.items['selinux']).toMatchObject({
      state: 'open',
      by: 'script',
      evidence: 'SELINUX=enforcing',
    });
  });

  it('refuse a result that is not there, and one that is none', async () => {
    const wish = { request, items: {}, locale: 'en' };
    const missing = ask('prepare.readResult', { ...wish, result: `h_${'m'.repeat(22)}` });
    await expect(missing).rejects.toMatchObject({ code: 'source.missing' });
    const wrong = `h_${'w'.repeat(22)}`;
    await writeFile(join(folder, wrong), 'not json');
    await expect(ask('prepare.readResult', { ...wish, result: wrong })).rejects.toMatchObject({
      code: 'asked.input-invalid',
    });
  });
});
