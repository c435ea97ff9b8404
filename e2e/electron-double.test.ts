/** The desktop program's own entry, run on the double of Electron: what only the desktop has, in a real page with a real core process. */
import { describe, expect, it } from 'vitest';
import type { DesktopDouble } from './desktop-double.ts';
import { doubleDoor } from './doors.ts';
import { newJourney } from './journey.ts';
import { toFinish, toRun } from './steps.ts';

const journey = newJourney(doubleDoor);
const MiB = 2 ** 20;
const patient = { timeout: 60_000 };

async function open(faults?: object): Promise<DesktopDouble> {
  await journey.open(faults);
  return journey.door;
}

describe('the desktop window', () => {
  it('shows the page under its policy, and lets it go nowhere else', async () => {
    const door = await open();
    const { page } = door;
    await page.getByRole('button', { name: 'New migration' }).waitFor();
    const bridge = await page.evaluate(() => {
      const there = Reflect.get(window, 'ecsImageMigrator') as object;
      return {
        keys: Object.keys(there),
        frozen: Object.isFrozen(there),
        node: 'process' in window || 'require' in window,
      };
    });
    expect(bridge).toEqual({ keys: ['requestPort', 'pathOf'], frozen: true, node: false });
    const inline = await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.broken = 1' }));
      return Reflect.has(window, 'broken');
    });
    expect(inline).toBe(false);

    await page.evaluate(() => void (window.location.href = 'https://evil.example/'));
    expect(await door.heard('refused')).toMatchObject({ what: 'navigation', url: 'https://evil.example/' });
    await page.evaluate(() => void window.open('https://help.aliyun.com/zh/ecs/'));
    expect((await door.heard('opened')).url).toBe('https://help.aliyun.com/zh/ecs/');
    await page.evaluate(() => void window.open('https://evil.example/'));
    await expect.poll(() => door.told.filter(({ tells }) => tells === 'refused').length).toBe(3);
    await expect.poll(() => page.context().pages().length).toBe(1);
    expect(door.told.filter(({ tells }) => tells === 'opened')).toHaveLength(1);
    await page.getByRole('button', { name: 'New migration' }).waitFor();
  });

  it("takes a disk from the system's own dialog", async () => {
    const door = await open();
    await door.page.getByRole('button', { name: 'New migration' }).click();
    await door.page.getByRole('link', { name: 'Skip to Disks' }).click();
    await door.page.getByRole('button', { name: /^Choose disks/ }).click();
    const asked = await door.heard('asks');
    expect(asked).toMatchObject({ dialog: 'open', options: { properties: ['openFile', 'multiSelections'] } });
    door.do({ does: 'answer', id: asked.id, answer: { canceled: false, filePaths: [journey.sample] } });
    await door.page.getByRole('article', { name: 'practice-server.vmdk' }).getByText('Accepted').waitFor(patient);
  });

  it('starts core again when it falls over, and the migration goes on', async () => {
    const door = await open({
      timetable: { importMs: 300, checkMs: 100 },
      world: { bytesPerSecond: 8 * MiB },
    });
    const { page } = door;
    await toRun(page);
    await page.getByText('Uploading parts').first().waitFor();
    door.do({ does: 'kill-core' });
    await page.getByRole('button', { name: 'Go on' }).first().click(patient);
    await toFinish(page);
  });

  it('asks before a running migration is stopped, and settles it before it ends', async () => {
    const door = await open({ timetable: { importMs: 600_000 } });
    const { page } = door;
    await toRun(page);
    const importing = page.getByText('ECS is importing the image').first();
    await importing.waitFor(patient);
    door.do({ does: 'close-window' });
    const first = await door.heard('asks');
    expect(first.dialog).toBe('message');
    door.do({ does: 'answer', id: first.id, answer: { response: 0, checkboxChecked: false } });

    expect(await door.startAgain()).toBe(0);
    await door.heard('focus');

    door.do({ does: 'power', event: 'suspend' });
    await page
      .getByText(/machine went to sleep/)
      .first()
      .waitFor(patient);
    door.do({ does: 'power', event: 'resume' });
    await importing.waitFor(patient);

    const from = door.told.length;
    door.do({ does: 'close-window' });
    const second = await door.heard('asks', from);
    door.do({ does: 'answer', id: second.id, answer: { response: 1, checkboxChecked: false } });
    expect(await door.ended).toBe(0);
    const again = await door.killAndReopen();
    await again
      .getByText(/shut down/)
      .first()
      .waitFor(patient);
  });
});
