import { describe, expect, it } from 'vitest';
import { assessAnswers, assessment, sourcePlatforms, type AssessAnswers } from '../../../../contract/assess.ts';
import { rulesWords } from '../../../../words/en/rules/all.ts';
import { prepareWords } from '../../../../words/en/prepare/all.ts';
import { assess } from './assess.ts';
import { assessmentHtml, assessmentMarkdown } from './assess-export.ts';
import { estimateOf, sum, uploadTime } from './estimate.ts';
import { bounds } from './reasons.ts';

const words = { rules: rulesWords, prepare: prepareWords };
const good: AssessAnswers = {
  from: 'vmware',
  os: 'centos-7',
  bits: 64,
  servers: 1,
  systemDiskGiB: 40,
  systemUsedGiB: 12,
  dataDisksGiB: [],
  setUp: 'by-hand',
  line: { known: 'measured', mbitPerSecond: 100 },
  windowHours: 24,
  liveData: false,
  inside: { fileSystem: 'xfs', lvm: 'no', encrypted: 'no', networkCards: 1, ipv6: 'no' },
};
const of = (change: Partial<AssessAnswers>) => assess(assessAnswers.parse({ ...good, ...change }), words);
const ids = (change: Partial<AssessAnswers>) => of(change).reasons.map((reason) => reason.id);
const inside = (change: Partial<AssessAnswers['inside']>) => ({ inside: { ...good.inside, ...change } });

describe('the verdict', () => {
  it('recommends the good case: one server grown by hand, a good line', () => {
    const view = assessment.parse(of({}));
    expect(view).toMatchObject({
      verdict: 'recommended',
      kind: 'V2V',
      form: { platform: 'CentOS', licenseType: 'BYOL', osType: 'linux', imageCheck: true },
    });
    expect(view.reasons.every((reason) => reason.weight === 'for')).toBe(true);
    expect(view.ways[0]).toMatchObject({ way: 'image', fits: 'best' });
  });

  it('calls the hopeless case hopeless: forty servers, a thin line', () => {
    const view = assessment.parse(
      of({ servers: 40, line: { known: 'typed', mbitPerSecond: 5 }, systemDiskGiB: 200, systemUsedGiB: 100 }),
    );
    expect(view.verdict).toBe('another-way');
    expect(view.reasons[0]).toMatchObject({
      id: 'many-servers-thin-line',
      weight: 'against',
      source: { id: 'overview' },
    });
    expect(view.ways[0]?.way).toBe('smc');
    expect(view.estimate.allServers.fromMs).toBeGreaterThan(bounds.hopelessUploadMs);
  });

  it.each([
    ['os-refused', { os: 'windows-7' }, 'redeploy'],
    ['system-too-large', { systemDiskGiB: 2049 }, 'smc'],
    ['live-data', { liveData: true }, 'smc'],
    ['no-standstill', { windowHours: 0 }, 'smc'],
    ['already-in-cloud', { from: 'alibaba' }, 'cloud-copy'],
    ['line-hopeless', { line: { known: 'typed', mbitPerSecond: 0.05 } }, 'smc'],
    ['bits-unfit', { bits: 32 }, 'redeploy'],
    [
      'many-servers-thin-line',
      { servers: 50, setUp: 'automated', line: { known: 'typed', mbitPerSecond: 2 } },
      'redeploy',
    ],
  ] as const)('%s speaks against it', (id, change, way) => {
    const view = of(change);
    expect(view.verdict).toBe('another-way');
    expect(view.reasons.filter((reason) => reason.weight === 'against').map((reason) => reason.id)).toContain(id);
    expect(view.ways[0]).toMatchObject({ way, fits: 'best' });
  });

  it.each([
    ['system-large', { systemDiskGiB: 600 }],
    ['system-small', { systemDiskGiB: 10, systemUsedGiB: 5 }],
    ['data-too-large', { dataDisksGiB: [3000], dataUsedGiB: 10 }],
    ['data-too-many', { dataDisksGiB: Array.from({ length: 17 }, () => 10), dataUsedGiB: 10 }],
    ['window-short', { windowHours: 1 }],
    ['line-unknown', { line: { known: 'no' } }],
    ['line-thin', { line: { known: 'typed', mbitPerSecond: 10 } }],
    ['many-servers', { servers: 25, line: { known: 'typed', mbitPerSecond: 1000 } }],
    ['automated', { setUp: 'automated' }],
    ['os-unlisted', { os: 'windows-2025' }],
    ['os-family-only', { os: 'ubuntu-24' }],
    ['bits-32', { os: 'centos-6', bits: 32 }],
    ['drivers-first', { os: 'rhel-7' }],
    ['file-system-unfit', inside({ fileSystem: 'btrfs' })],
    ['lvm', inside({ lvm: 'yes' })],
    ['encrypted', inside({ encrypted: 'yes' })],
    ['network-cards', inside({ networkCards: 2 })],
    ['ipv6', inside({ ipv6: 'yes' })],
  ] as [string, Partial<AssessAnswers>][])('%s is to be minded', (id, change) => {
    expect(ids(change)).toContain(id);
    expect(of(change).verdict).toBe('possible');
  });

  it('does not turn down a server for what only needs a decision', () => {
    expect(of({ os: 'suse-12' })).toMatchObject({ verdict: 'recommended' });
    expect(of({ dataDisksGiB: [100], dataUsedGiB: 5 })).toMatchObject({ verdict: 'recommended' });
  });

  it('takes a Windows disk on NTFS, and offers files for data disks', () => {
    const view = of({
      os: 'windows-2016',
      dataDisksGiB: [100],
      dataUsedGiB: 20,
      ...inside({ fileSystem: 'ntfs' }),
    });
    expect(view.verdict).toBe('recommended');
    expect(view.ways.find((way) => way.way === 'file-sync')?.fits).toBe('possible');
    expect(of({}).ways.find((way) => way.way === 'file-sync')?.fits).toBe('no');
  });

  it.each(sourcePlatforms)('names the scenario of %s', (from) => {
    const view = assessment.parse(of({ from }));
    expect(view.kind).toBe(from === 'physical' ? 'P2V' : from === 'alibaba' ? 'within-alibaba' : 'V2V');
  });

  it('refuses an unknown operating system', () => {
    expect(() => of({ os: 'plan-9' })).toThrow(expect.objectContaining({ code: 'asked.input-invalid' }));
  });
});

describe('the estimate', () => {
  it('computes the upload as a line does: 10 GB over 100 Mbit/s take 800 s at best', () => {
    const time = uploadTime({ from: 10e9, to: 10e9 }, 100);
    expect(time.fromMs).toBeGreaterThan(800_000);
    expect(time.fromMs).toBeLessThan(900_000);
    expect(time.toMs).toBeLessThan(1_200_000);
  });

  it('adds up, grows with the servers, and never has a slow case before the quick one', () => {
    const one = estimateOf(good);
    const ten = estimateOf({ ...good, servers: 10 });
    expect(one.perServer).toEqual(sum(one.phases.map((each) => each.time)));
    expect(ten.allServers.toMs).toBeCloseTo(one.perServer.toMs * 10, 0);
    for (const { time } of one.phases) expect(time.fromMs).toBeLessThanOrEqual(time.toMs);
    expect(one.uploadBytes.to).toBeLessThanOrEqual(40 * 2 ** 30);
  });

  it('lacks the upload without a line, says so, and names only the assumptions it used', () => {
    const view = of({ line: { known: 'no' } }).estimate;
    expect(view.complete).toBe(false);
    expect(view.phases.map((each) => each.phase)).not.toContain('upload');
    expect(view.assumptions.map((each) => each.id)).not.toContain('line-share');
    expect(of({}).estimate.assumptions.map((each) => each.id)).not.toContain('used-unknown');
    const { systemUsedGiB: _, ...unknown } = good;
    expect(estimateOf(unknown).used).toContain('used-unknown');
  });
});

describe('the export', () => {
  it('is a page of its own, and Markdown, with every reason and way', () => {
    const view = of({ servers: 40, line: { known: 'typed', mbitPerSecond: 5 } });
    const html = assessmentHtml(view, prepareWords, 'en');
    const text = assessmentMarkdown(view, prepareWords, 'en');
    for (const { title } of [...view.reasons, ...view.ways]) {
      expect(html).toContain(title);
      expect(text).toContain(title);
    }
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|https?:|src=/);
    expect(text).toMatch(/^# Assessment: Use another way/);
    expect(assessmentMarkdown(of({ line: { known: 'no' } }), prepareWords, 'en')).toContain(
      'speed of the line is not known',
    );
  });
});
