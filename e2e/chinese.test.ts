/** The program in Chinese: by the browser's language alone no English is left on any screen, and the language can be changed. */
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { browserDoor } from './doors.ts';
import { englishLeft } from './english-left.ts';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';
import { openWizard } from './web-wizard.ts';

const patient = { timeout: 60_000 };
const journey = newJourney({ ...browserDoor, open: (args) => openWizard(args, 'zh-CN') });

async function open(world: object = {}, timetable: object = {}): Promise<Page> {
  const page = await journey.open({
    timetable: { importMs: 1_000, checkMs: 500, copyMs: 1_000, ...timetable },
    world: { images: ['web01-base'], ...world },
  });
  await page.getByRole('button', { name: '使用示例磁盘演练' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  return page;
}
async function read(page: Page, name: string): Promise<void> {
  expect.soft(await englishLeft(page), `English at ${name}`).toEqual([]);
}
async function look(page: Page, name: string): Promise<void> {
  await read(page, name);
  await lookAt(page, `zh-${name}`);
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label).click();
  await page.locator('.ant-select-item-option', { hasText: option }).first().click();
}

it('from the empty home page to the result, and English when asked to', async () => {
  const page = await open();
  await read(page, 'home');
  await button(page, '使用示例磁盘演练').click();
  await page.getByText('可以迁移').waitFor();
  // what is no disk, a damaged one, and one of a format that cannot be read
  const refused: Record<string, [content: string, says: string | RegExp]> = {
    'notes.txt': ['a note '.repeat(900), '这不是磁盘镜像'],
    'web.vmdk': ['# Disk DescriptorFile\ncreateType="monolithicFlat"\n', /自相矛盾：描述文件列出了 0 个分卷/],
    'web.qcow2': [`QFI\xfb\0\0\0\x07${'\0'.repeat(600)}`, /磁盘格式为 QCOW（版本 7）/],
  };
  const paths = Object.keys(refused).map((name) => join(journey.folder, name));
  for (const path of paths) await writeFile(path, refused[basename(path)]?.[0] ?? '', 'latin1');
  await page.getByLabel('或者输入、粘贴路径，每行一个').fill(paths.join('\n'));
  await button(page, '添加').last().click();
  for (const [, says] of Object.values(refused)) await page.getByText(says).waitFor();
  await read(page, 'disks');
  for (const name of Object.keys(refused)) await button(page, `移除 ${name}`).click();
  await button(page, '下一步：检查').click();
  await page.getByText('显示', { exact: true }).first().click();
  await button(page, '浏览文件').click();
  await page.getByText('选择一个文件以查看其开头部分。').waitFor();
  await look(page, 'check');
  await button(page, '下一步：目标').click();
  await page.getByLabel('操作系统平台').fill('Debian');
  await page.keyboard.press('Enter');
  await button(page, /立即检查|重新检查/).click();
  await expect.poll(() => button(page, '开始迁移').isEnabled(), patient).toBe(true);
  await look(page, 'target');
  await button(page, '开始迁移').click();
  await page.getByText('开始于').first().waitFor(patient);
  await read(page, 'run');
  await page.getByRole('link', { name: '查看结果' }).click(patient);
  await page.getByText('无风险项').first().waitFor();
  await look(page, 'finish');
  await button(page, '报告（HTML）').click();
  await page.getByText('已证明：').waitFor();
  await read(page, 'report');

  await page.keyboard.press('Escape');
  await link(page, '设置').click();
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  // the choice outlives the page, whatever the browser prefers
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
});

it('the assessment, the checklist, and every page of the preparation', async () => {
  const page = await open();
  await button(page, '新建迁移任务').click();
  await choose(page, '当前运行平台', 'VMware');
  await page.getByLabel('操作系统').first().fill('CentOS 7');
  await page.keyboard.press('Enter');
  await page.getByLabel('系统盘大小（GiB）').fill('40');
  await page.getByText('多年来手工搭建').click();
  await page.getByText('手动填写', { exact: true }).click();
  await page.getByLabel('上传速度（Mbit/s）').fill('100');
  await page.getByText('迁移方式对比').waitFor();
  await look(page, 'assess');
  await link(page, '下一步：准备').click();
  await page.getByText('关闭 SELinux').click();
  await page.getByText('如何确认').first().waitFor();
  await look(page, 'prepare');
  await link(page, '检查脚本').click();
  await page.getByText('带回结果').waitFor();
  await read(page, 'script');
  await link(page, '共享文件夹').click();
  await page.getByLabel('共享端的主机名或地址').fill('station');
  await page.getByLabel('要共享的文件夹').fill('/data/store');
  await page.getByLabel('写入端的地址').fill('192.168.0.11');
  await page.getByText('station:/data/store').first().waitFor();
  await read(page, 'share');
  await link(page, '获取磁盘').click();
  await page.getByText('最终得到的文件').waitFor();
  await read(page, 'capture');
});

it('images, accounts, settings and what there is to learn', async () => {
  const page = await open({ role: 'missing', denied: ['ecs:DescribeSnapshots'] });
  await link(page, '镜像').click();
  await page.getByRole('link', { name: 'web01-base' }).click();
  await page.getByText('镜像 ID').waitFor();
  await link(page, '镜像检测').click();
  await page.getByText('创建此镜像时没有要求镜像检测。').waitFor();
  await read(page, 'image-check');
  await link(page, '试用实例').click();
  await button(page, '启动实例').waitFor();
  await read(page, 'trial');
  await link(page, '复制').click();
  await page.getByLabel('目标地域').click();
  await page.getByTitle('华东2（上海） cn-shanghai').first().waitFor();
  await read(page, 'regions');
  await page.keyboard.press('Escape');
  await look(page, 'copy');
  for (const what of ['从服务器创建镜像…', '迁移服务器…']) {
    await button(page, what).or(link(page, what)).first().click();
    await page.getByLabel('镜像名称').waitFor();
    await read(page, what);
  }
  await link(page, '账号').click();
  await page.getByLabel('AccessKey ID').fill('LTAInobody');
  await page.getByLabel('AccessKey Secret').fill('nothing');
  await page.getByLabel(/^名称/).fill('x');
  await button(page, '验证并添加').click();
  await page.getByText('阿里云不接受该 AccessKey').waitFor(patient);
  await button(page, 'practice 的测试、权限和角色').click();
  await button(page, '检查权限').click();
  await page.getByText('缺少 1 项迁移所需的权限：').waitFor(patient);
  await look(page, 'accounts');
  await link(page, '设置').click();
  await button(page, '准备…').click();
  await page.getByText('保存前请查看').waitFor();
  await read(page, 'bundle');
  await page.keyboard.press('Escape');
  await look(page, 'settings');
  await link(page, '学习').click();
  for (const topic of ['步骤', '工具', '术语', '限制', '演练环境', '错误手册']) {
    await link(page, topic).click();
    await page.locator('.learn-entries, .card').first().waitFor();
    await read(page, topic);
  }
  await page.evaluate(() => (window.location.hash = '#/server-migration'));
  await page.getByRole('heading', { level: 1, name: '服务器迁移中心（SMC）' }).waitFor();
  await read(page, 'server-migration');
});

it('a plan that does not fit, copies, sharing, and a server’s move over a kill', async () => {
  let page = await open({ copyFailsTo: ['cn-beijing'] }, { copyMs: 6_000 });
  const plan = join(journey.folder, 'plan.json');
  await writeFile(plan, JSON.stringify({ schema: 1, speed: 'fast', disks: [{ role: 'system' }] }));
  await button(page, '打开计划文件…').click();
  await page.getByRole('dialog').getByRole('textbox').first().fill(plan);
  await page.keyboard.press('Enter');
  await page.getByText('- disks[0].path 缺失，应为文本').waitFor();
  await look(page, 'plan-invalid');
  await page.keyboard.press('Escape');
  await link(page, '镜像').click();
  await page.getByRole('link', { name: 'web01-base' }).click();
  await link(page, '复制').click();
  for (const region of ['cn-shanghai', 'cn-beijing']) {
    await page.getByLabel('目标地域').fill(region);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
  await button(page, '开始复制').click();
  await page.getByText('复制中').first().waitFor();
  await read(page, 'copying');
  await page.getByText('复制镜像失败').waitFor(patient);
  await page.getByText('复制镜像失败').scrollIntoViewIfNeeded();
  await look(page, 'copies');
  await link(page, '共享').click();
  await page.getByLabel('账号 ID').fill('1000000000000002');
  await button(page, '共享').click();
  await button(page, /取消.*1000000000000002/).waitFor();
  await read(page, 'share');

  await link(page, '镜像').click();
  await link(page, '服务器迁移').click();
  await page.getByText('还没有从这里迁移过服务器').waitFor();
  await read(page, 'moves-none');
  await button(page, '迁移服务器…').first().click();
  await page.getByRole('radio', { name: '另一个账号' }).check();
  await choose(page, '要迁移的服务器', 'web01');
  await choose(page, '目标地域', 'cn-shanghai');
  await read(page, 'new-move');
  await button(page, '开始').click();
  await page.getByText(/^正在把镜像复制到/).waitFor(patient);
  await read(page, 'move-copying');
  page = await journey.door.killAndReopen();
  await link(page, '镜像').click();
  await link(page, '服务器迁移').click();
  await page.getByRole('link', { name: 'web01' }).waitFor();
  await read(page, 'moves');
  await page.getByRole('link', { name: 'web01' }).click();
  await page.getByText('程序中途结束').waitFor();
  await look(page, 'move-interrupted');
  await button(page, '继续').click();
  await page.getByRole('heading', { name: '设置新服务器' }).waitFor(patient);
  const start = button(page, '启动实例');
  await expect.poll(() => start.isEnabled(), patient).toBe(true);
  await look(page, 'move-launch');
  await start.click();
  await page.getByText('服务器已在新位置运行').waitFor(patient);
  await look(page, 'move-done');
});
