/** Looking inside before anything is sent: a bad Linux server, a good one, a Windows server, and the guest's files. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { hasTool } from '../build/test-guests/oracle.ts';
import { makeLinuxServer, makeWindowsServer } from '../build/test-guests/server-disks.ts';
import { goodServices, windowsFiles } from '../build/test-guests/servers.ts';
import { openBench } from '../practice/test-help.ts';
import { lookAt } from './look.ts';
import { findBrowser } from './needs.ts';
import { openWizard, type Door } from './web-wizard.ts';

const browser = findBrowser();
const patient = { timeout: 30_000 };
let folder: string;
let door: Door;
const closing: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journey-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const opened of closing.splice(0)) await opened.close();
});

/** A new migration with this disk, at its step Check. */
async function openCheck(disk: string): Promise<Page> {
  const bench = await openBench({ timetable: { importMs: 300, checkMs: 200 } });
  closing.unshift(bench);
  door = await openWizard(['--practice', bench.cloud.url]);
  closing.unshift(door);
  const { page } = door;
  await page.getByRole('button', { name: 'New migration' }).click();
  await page.getByRole('link', { name: 'Skip to Disks' }).click();
  const paths = page.getByLabel('Or type or paste paths, one per line');
  await paths.fill(disk);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const next = page.getByRole('button', { name: 'Next: Check' });
  await expect.poll(() => next.isEnabled(), patient).toBe(true);
  await next.click();
  return page;
}
const group = (page: Page, name: string) => page.getByRole('region', { name });
const toTarget = (page: Page) => page.getByRole('button', { name: 'Next: Target' });

const fixedAddress = {
  '/etc/sysconfig/network-scripts/ifcfg-eth0': Buffer.from(
    'DEVICE=eth0\nBOOTPROTO=none\nIPADDR=10.0.0.5\nONBOOT=yes\n',
  ),
  '/etc/selinux/config': Buffer.from('SELINUX=enforcing\n'),
  '/etc/shadow': Buffer.from('root:$6$salt$hash:19000:0:99999:7:::\n'),
};

describe('the step Check', () => {
  it('stops at a strong finding, goes on for a reason, and tells it in the report', async ({ skip }) => {
    if ('missing' in browser) return skip(browser.missing);
    if (!hasTool('mke2fs')) return skip('no mke2fs');
    const disk = await makeLinuxServer(join(folder, 'bad.raw'), { changes: fixedAddress });
    const page = await openCheck(disk);
    await group(page, 'Strongly recommended fixes (1)').getByText('IPADDR', { exact: false }).or(page.getByText('ifcfg-eth0')).first().waitFor(patient); // prettier-ignore
    await group(page, 'Recommended optimizations').getByRole('article', { name: 'SELinux' }).waitFor();
    expect(await toTarget(page).isDisabled()).toBe(true);
    const problems: string[] = [];
    await page.getByRole('button', { name: /^Go on all the same/ }).click();
    await page.getByLabel(/^Why go on/).fill('the network team sets the address');
    problems.push(...(await lookAt(page, 'check-reason')));
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    // the acceptance survives the end of the program
    const again = await door.killAndReopen();
    await again.getByText('bad').first().click();
    await again.getByRole('link', { name: /Check/ }).first().click();
    await again.getByText('the network team sets the address').waitFor(patient);
    await toTarget(again).click();
    await again.getByText('Found on the disk.').first().waitFor();
    await again.getByRole('button', { name: /Check (now|again)/ }).click();
    const start = again.getByRole('button', { name: 'Start migration' });
    await expect.poll(() => start.isEnabled(), patient).toBe(true);
    await start.click();
    await again.getByRole('link', { name: 'See the result' }).click({ timeout: 60_000 });
    const compared = group(again, 'Before and after the import');
    await compared.getByText('the network team sets the address').waitFor();
    await compared.getByRole('row', { name: /BootMode/ }).waitFor();
    await compared.evaluate((card) => card.scrollIntoView());
    problems.push(...(await lookAt(again, 'check-compared')));
    expect(problems).toEqual([]);
    const migrations = join(door.dataFolder, 'migrations');
    const [id = ''] = await readdir(migrations);
    const report = await readFile(join(migrations, id, 'report.html'), 'utf8');
    expect(report).toContain('the network team sets the address');
    expect(report).toContain('GUESTOS.BootMode');
  });

  it('lets a fit server through, shows its files, and keeps its secrets', async ({ skip }) => {
    if ('missing' in browser) return skip(browser.missing);
    if (!hasTool('mke2fs')) return skip('no mke2fs');
    const { '/etc/shadow': shadow } = fixedAddress;
    const page = await openCheck(await makeLinuxServer(join(folder, 'good.raw'), { changes: { '/etc/shadow': shadow } })); // prettier-ignore
    await group(page, 'Strongly recommended fixes (0)').waitFor(patient);
    expect(await toTarget(page).isEnabled()).toBe(true);
    await page.getByRole('button', { name: 'Look around in the files' }).click();
    await page.getByRole('button', { name: 'etc', exact: true }).click(patient);
    await page.getByRole('button', { name: /^fstab/ }).click();
    await page.getByText('/ xfs defaults').waitFor();
    await page.getByRole('region', { name: /^Preview of/ }).scrollIntoViewIfNeeded();
    const problems = await lookAt(page, 'check-files');
    await page.getByRole('button', { name: /^shadow/ }).click();
    await page.getByText('This file may hold secrets').waitFor();
    expect(await page.content()).not.toContain('$6$');
    expect(problems).toEqual([]);
  });

  it('reads a Windows server', async ({ skip }) => {
    if ('missing' in browser) return skip(browser.missing);
    if (!hasTool('mkntfs') || !hasTool('python3')) return skip('no mkntfs or python3');
    const services = { netkvm: goodServices['netkvm'] ?? {} };
    const page = await openCheck(
      await makeWindowsServer(join(folder, 'windows.raw'), windowsFiles({ services })),
    );
    await group(page, 'Strongly recommended fixes (1)').getByText(/0x7B/).waitFor(patient);
    await group(page, 'Found on the disk').getByText('Windows Server 2016 Standard').waitFor();
    expect(await lookAt(page, 'check-windows')).toEqual([]);
  });
});
