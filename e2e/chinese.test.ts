/** The first migration in Chinese: by the browser's language alone no English sentence is left, and the language can be changed. */
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { browserDoor } from './doors.ts';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';
import { openWizard } from './web-wizard.ts';

/** What stays English: names, commands, the documents cited by their own titles, and what a check saw on the disk. */
const staying = new RegExp(
  [
    ...['ECS Image Migrator', 'Alibaba Cloud Linux'],
    ...['(apt|yum|zypper) install [\\w-]+', 'systemctl enable \\w+'],
    ...[
      'Image migration \\(overview\\)',
      'White paper on image migration',
      'Import custom images',
      'Instructions for importing images',
    ],
    ...['Image check in Server Migration Center', 'Check and repair custom images'],
    ...['no /usr/bin/passwd to set a password with', 'usermod -s /bin/bash root', 'no /[\\w/.-]+'],
  ].join('|'),
  'g',
);

/** Two words in a row of which the second is not a name: how an English sentence shows itself. */
function english(text: string): string[] {
  return text.replace(staying, '').match(/[A-Za-z][a-z]*[,;]? [a-z]{2,}(?: [a-z]+)*/g) ?? [];
}

/** Looked at in the English journeys. */
const rooms = ['镜像', '账号', '学习', '设置'];

const journey = newJourney({ ...browserDoor, open: (args) => openWizard(args, 'zh-CN') });

it('speaks Chinese from the empty home page to the result, and English when asked to', async () => {
  const page = await journey.open({ timetable: { importMs: 1_000, checkMs: 500 } });
  const look = async (name: string): Promise<void> => {
    // what was seen inside the disk is quoted as it was seen
    const seen = await page.locator('.evidence').allInnerTexts();
    const said = seen.reduce((text, one) => text.replaceAll(one, ''), await page.locator('body').innerText());
    expect.soft(english(said), `English at ${name}`).toEqual([]);
    if (!rooms.includes(name)) await lookAt(page, `zh-${name}`);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  await button('使用示例磁盘演练').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await look('home');
  await button('使用示例磁盘演练').click();
  await page.getByText('可以迁移').waitFor();
  await look('disks');
  await button('下一步：检查').click();
  await look('check');
  await button('下一步：目标').click();
  await page.getByLabel('操作系统平台').fill('Debian');
  await page.keyboard.press('Enter');
  await button(/立即检查|重新检查/).click();
  await expect.poll(() => button('开始迁移').isEnabled(), { timeout: 30_000 }).toBe(true);
  await look('target');
  await button('开始迁移').click();
  await page.getByRole('link', { name: '查看结果' }).click({ timeout: 60_000 });
  await page.getByText('无风险项').first().waitFor();
  await look('finish');
  for (const room of rooms) {
    await page.getByRole('link', { name: room, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: room }).waitFor();
    await look(room);
  }

  await page.getByRole('link', { name: '设置', exact: true }).click();
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await reopened(page);
});

/** The choice outlives the page, whatever the browser prefers. */
async function reopened(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
}
