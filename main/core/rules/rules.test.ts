import { describe, expect, it } from 'vitest';
import { learnPage, osView, ruleView } from '../../../contract/rules.ts';
import { rules } from './catalogue.ts';
import { learnPages, ruleViews } from './learn.ts';
import { findOs, formDefaults, osViews, supportOf } from './os-support.ts';
import { operatingSystems } from './operating-systems.ts';
import { scenarioOf } from './scenarios.ts';
import { tools } from './tools.ts';
import { driverNeed, drivers, drivesNvme, passwordProblems, rootFileSystems, sizes } from './values.ts';
import { rulesWords as words } from '../../../words/en/rules/all.ts';

const support = (id: string) => {
  const os = findOs(id);
  return os === undefined ? 'missing' : supportOf(os);
};

describe('the systems the documents name', () => {
  it.each([
    'windows-2012-r2',
    'windows-2012',
    'windows-2008-r2',
    'windows-2008',
    'windows-2003-r2',
    'rhel-5',
    'rhel-6',
    'rhel-7',
    'centos-5',
    'centos-6',
    'centos-7',
    'ubuntu-10',
    'ubuntu-12',
    'ubuntu-13',
    'ubuntu-14',
    'debian-6',
    'debian-7',
    'opensuse-13',
    'suse-10',
    'suse-11',
    'suse-12',
    'coreos',
  ])('%s of the white paper is listed', (id) => {
    expect(findOs(id)?.paper).toBe('listed');
    expect(support(id)).toBe('listed');
  });

  it.each([
    'windows-2019',
    'windows-2016',
    'windows-2012-r2',
    'windows-2012',
    'windows-2008-r2',
    'windows-2008',
    'windows-2003',
    'alibaba-cloud-linux-2',
    'centos-5',
    'centos-6',
    'centos-7',
    'centos-8',
    'debian-6',
    'debian-7',
    'debian-8',
    'debian-9',
    'debian-10',
    'freebsd',
    'opensuse-13',
    'opensuse-42',
    'opensuse-15',
    'rhel-5',
    'rhel-7',
    'suse-10',
    'suse-11',
    'suse-12',
    'suse-15',
    'ubuntu-10',
    'ubuntu-12',
    'ubuntu-13',
    'ubuntu-14',
    'ubuntu-16',
    'ubuntu-18',
    'ubuntu-20',
    'coreos',
  ])('%s of the instructions is listed', (id) => {
    expect(findOs(id)?.instructions).toBe('listed');
  });

  it.each(['windows-xp', 'windows-7', 'windows-8', 'windows-8-1', 'windows-10'])('%s is refused', (id) => {
    expect(support(id)).toBe('refused');
  });

  it('keeps both values where the documents differ on Windows 7', () => {
    expect(findOs('windows-7')).toMatchObject({ paper: 'listed', instructions: 'refused' });
    expect(ruleViews(words).find((rule) => rule.id === 'windows-clients')?.today).toBeDefined();
  });

  it('knows what only the import form has, and what nobody lists', () => {
    expect(support('ubuntu-24')).toBe('platform-only');
    expect(support('windows-2022')).toBe('listed');
    expect(support('windows-2025')).toBe('unlisted');
  });

  it('offers every platform of the import form but those without an own version', () => {
    const offered = new Set<string>(operatingSystems.map((os) => os.platform));
    for (const name of ['Anolis', 'Kylin', 'UOS', 'Fedora', 'Gentoo', 'Customized Linux', 'Others Linux'])
      expect(offered).toContain(name);
  });

  it('has one row for each id, fit for the page', () => {
    const views = osViews(words.osNotes).map((view) => osView.parse(view));
    expect(new Set(views.map((view) => view.id)).size).toBe(operatingSystems.length);
  });
});

describe('what the form starts with', () => {
  const of = (id: string) => {
    const os = findOs(id);
    return os && formDefaults(os);
  };
  it('sends a licence that can be had', () => {
    expect(of('rhel-7')).toMatchObject({ platform: 'RedHat', licenseType: 'BYOL', osType: 'linux' });
    expect(of('suse-12')).toMatchObject({ licenseType: 'BYOL' });
    expect(of('windows-2019')).toMatchObject({
      licenseType: 'Aliyun',
      osType: 'windows',
      platform: 'Windows Server 2019',
    });
  });
  it('asks for no image check where ECS cannot look', () => {
    for (const id of ['windows-2003', 'windows-2008', 'coreos', 'freebsd', 'gentoo', 'customized-linux'])
      expect(of(id)?.imageCheck).toBe(false);
    expect(of('windows-2008-r2')?.imageCheck).toBe(true);
  });
});

describe('the rules', () => {
  it('says what a newer document says exactly where there is one, and then what we do', () => {
    for (const rule of rules) {
      const text = words.rules[rule.id];
      expect([rule.id, text.today !== undefined]).toEqual([rule.id, 'today' in rule]);
      if (text.today !== undefined) expect(text.weDo, rule.id).toBeDefined();
    }
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
    ruleViews(words).forEach((view) => ruleView.parse(view));
  });

  it('keeps the sizes of today and the older bound', () => {
    expect(sizes).toMatchObject({ diskGiB: { min: 1, max: 2048 }, olderSystemGiB: 500, dataDisks: 16 });
    expect(rootFileSystems.linux).toEqual(['xfs', 'ext3', 'ext4']);
  });

  it('judges passwords as the instructions do', () => {
    expect(passwordProblems('Abcdef12', 'linux')).toEqual([]);
    expect(passwordProblems('abcdef1!', 'windows')).toEqual([]);
    expect(passwordProblems('Ab1', 'linux')).toEqual(['too-short']);
    expect(passwordProblems('abcdefgh1', 'linux')).toEqual(['too-few-kinds']);
    expect(passwordProblems(`Aa1${'x'.repeat(28)}`, 'linux')).toEqual(['too-long']);
    expect(passwordProblems('/Abcdef12', 'windows')).toEqual(['starts-with-slash']);
    expect(passwordProblems('/Abcdef12', 'linux')).toEqual([]);
    expect(passwordProblems('Abcdef12 ', 'linux')).toEqual(['not-allowed-character']);
    expect(passwordProblems('Abcdef12é', 'linux')).toEqual(['not-allowed-character']);
  });

  it('knows what a kernel needs to find its disk', () => {
    expect(driverNeed([2, 6, 18], true)).toBe('xen-and-virtio');
    expect(driverNeed([2, 6, 16], false)).toBe('too-old');
    expect(driverNeed([3, 10], true)).toBe('built-in-or-initramfs');
    expect(drivesNvme([3, 2])).toBe(false);
    expect(drivesNvme([4, 19])).toBe(true);
    expect(drivers.boot).toContain('virtio_blk');
  });
});

describe('tools, scenarios and Learn', () => {
  it.each([
    'alip2v',
    'disk2vhd',
    'dd',
    'xenconvert',
    'starwind',
    'vmware-converter',
    'qemu-img',
    'vmware-vdiskmanager',
    'smc',
  ])('names %s, and what to take where it is gone', (id) => {
    const tool = tools.find((each) => each.id === id);
    expect(tool).toBeDefined();
    if (tool?.state === 'retired') expect(tools.some((each) => each.id === tool.instead)).toBe(true);
  });

  it('tells P2V from V2V', () => {
    expect(scenarioOf.physical.kind).toBe('P2V');
    expect(scenarioOf.vmware.kind).toBe('V2V');
    expect(scenarioOf.aws).toEqual({ kind: 'V2V', scenario: 'other-cloud' });
  });

  it('makes pages with a source for every entry', () => {
    for (const page of learnPages(words).map((each) => learnPage.parse(each))) {
      expect(page.entries.length).toBeGreaterThan(8);
      for (const entry of page.entries) {
        expect(entry.sources.length, entry.id).toBeGreaterThan(0);
        expect(entry.text.length, entry.id).toBeGreaterThan(20);
      }
    }
  });
});
