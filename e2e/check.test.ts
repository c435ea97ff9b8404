/** Looking inside before anything is sent: a bad Linux server, a good one, a Windows server, and the guest's files. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { hasTool } from '../build/test-guests/oracle.ts';
import { makeLinuxServer, makeWindowsServer } from '../build/test-guests/server-disks.ts';
import { goodServices, windowsFiles } from '../build/test-guests/servers.ts';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';

const journey = newJourney();
const patient = { timeout: 30_000 };

/** A new migration with this disk, at its step Check. */
async function openCheck(disk: string): Promise<Page> {
  const page = await journey.open({ timetable: { importMs: 300, checkMs: 200 } });
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
    if (!hasTool('mke2fs')) return skip('no mke2fs');
    const disk = await makeLinuxServer(join(journey.folder, 'bad.raw'), { changes: fixedAddress });
    const page = await openCheck(disk);
    await group(page, 'Strongly recommended fixes (1)')
      .getByText('IPADDR', { exact: false })
      .or(page.getByText('ifcfg-eth0'))
      .first()
      .waitFor(patient);
    await group(page, 'Recommended optimizations').getByRole('article', { name: 'SELinux' }).waitFor();
    expect(await toTarget(page).isDisabled()).toBe(true);
    await page.getByRole('button', { name: /^Go on all the same/ }).click();
    await page.getByLabel(/^Why go on/).fill('the network team sets the address');
    await lookAt(page, 'check-reason');
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    // the acceptance survives the end of the program
    const again = await journey.door.killAndReopen();
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
    await lookAt(again, 'check-compared');
    const migrations = join(journey.door.dataFolder, 'migrations');
    const [id = ''] = await readdir(migrations);
    const report = await readFile(join(migrations, id, 'report.html'), 'utf8');
    expect(report).toContain('the network team sets the address');
    expect(report).toContain('GUESTOS.BootMode');
  });

  it('lets a fit server through, shows its files, and keeps its secrets', async ({ skip }) => {
    if (!hasTool('mke2fs')) return skip('no mke2fs');
    const { '/etc/shadow': shadow } = fixedAddress;
    const page = await openCheck(
      await makeLinuxServer(join(journey.folder, 'good.raw'), { changes: { '/etc/shadow': shadow } }),
    );
    await group(page, 'Strongly recommended fixes (0)').waitFor(patient);
    expect(await toTarget(page).isEnabled()).toBe(true);
    await page.getByRole('button', { name: 'Look around in the files' }).click();
    await page.getByRole('button', { name: 'etc', exact: true }).click(patient);
    await page.getByRole('button', { name: /^fstab/ }).click();
    await page.getByText('/ xfs defaults').waitFor();
    await page.getByRole('region', { name: /^Preview of/ }).scrollIntoViewIfNeeded();
    await lookAt(page, 'check-files');
    await page.getByRole('button', { name: /^shadow/ }).click();
    await page.getByText('This file may hold secrets').waitFor();
    expect(await page.content()).not.toContain('$6$');
  });

  it('reads a Windows server', async ({ skip }) => {
    if (!hasTool('mkntfs') || !hasTool('python3')) return skip('no mkntfs or python3');
    const services = { netkvm: goodServices['netkvm'] ?? {} };
    const page = await openCheck(
      await makeWindowsServer(join(journey.folder, 'windows.raw'), windowsFiles({ services })),
    );
    await group(page, 'Strongly recommended fixes (1)').getByText(/0x7B/).waitFor(patient);
    await group(page, 'Found on the disk').getByText('Windows Server 2016 Standard').waitFor();
    await lookAt(page, 'check-windows');
  });
});
