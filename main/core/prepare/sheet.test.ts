// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { ItemState } from '../../../contract/prepare.ts';
import { rulesWords as rulesWordsEn } from '../../../words/en/rules/all.ts';
import { rulesWords as rulesWordsZh } from '../../../words/zh/rules/all.ts';
import { captureGuide } from './capture/capture-guide.ts';
import { checklistFor } from './checklist.ts';
import { escapeMd, fenced } from './markup.ts';
import { sheetHtml, sheetMarkdown } from './sheet.ts';
import { prepareWords as words } from '../../../words/en/prepare/all.ts';
import { prepareWords as wordsZh } from '../../../words/zh/prepare/all.ts';

const list = checklistFor(
  { os: 'centos-7', from: 'vmware', capture: 'vmware-copy' },
  { rules: rulesWordsEn, prepare: words },
);
const evil = '</pre><script>alert(1)</script> ``` **x** [a](javascript:1)';
const states: Record<string, ItemState> = {
  selinux: { state: 'done', by: 'script', evidence: evil, note: evil, at: '2026-01-02T03:04:05Z' },
};
const input = { list, states, guide: captureGuide('vmware-copy', { virtualGiB: 40 }, words) };
const items = list.groups.flatMap((group) => group.items);

describe('the sheet', () => {
  it('is one HTML page that needs nothing else, with every item, command and state', () => {
    const html = sheetHtml(input, words, 'en');
    const document = new DOMParser().parseFromString(html, 'text/html');
    expect(document.querySelectorAll('script, link, img, iframe')).toHaveLength(0);
    expect(html).toContain('@media print');
    const text = document.body.textContent;
    for (const item of items) {
      expect(text).toContain(item.title);
      for (const block of [...item.how, ...item.check]) expect(text).toContain(block.text);
    }
    expect(text).toContain(evil);
    expect(document.querySelector('.box')?.textContent).toBe('');
    expect([...document.querySelectorAll('.box')].filter((box) => box.textContent === '✓')).toHaveLength(1);
    expect(text).toContain(input.guide.cold);
    expect(text).toContain('sh check-linux.sh > result.json');
  });

  it('is Markdown whose fences hold', () => {
    const text = sheetMarkdown(input, words, 'en');
    expect(text).toContain('### [x] SELinux off (must, done)');
    expect(text).toContain('### [ ] ');
    expect(text.match(/^# /gm)).toHaveLength(1);
    expect(text).toContain(`\`\`\`\`text\n${evil}\n\`\`\`\``);
    expect(text.replace(/^(`{3,})[^`]*$[^]*?^\1$/gm, '')).not.toContain('<script>');
    expect(text).toContain('```sh\n');
  });

  it('has Chinese marks in Chinese', () => {
    const said = { rules: rulesWordsZh, prepare: wordsZh };
    const chinese = {
      list: checklistFor({ os: 'centos-7', from: 'vmware', capture: 'vmware-copy' }, said),
      states: { selinux: { state: 'later', by: 'person', note: '稍后', at: '2026-01-02T03:04:05Z' } },
      guide: captureGuide('vmware-copy', { virtualGiB: 40 }, wordsZh),
    } as const;
    for (const written of [sheetHtml(chinese, wordsZh, 'zh'), sheetMarkdown(chinese, wordsZh, 'zh')])
      expect(written.match(/.*(\p{Script=Han}(<\/b>|\*\*)?[:,;]|[:,;]( |<b>|\*\*)*\p{Script=Han}).*/gu)).toBeNull();
    expect(sheetMarkdown(chinese, wordsZh, 'zh')).toContain('### [ ] 关闭 SELinux（必须，');
  });

  it('escapes what Markdown would read as its own', () => {
    expect(escapeMd('a*b_c`d[e]<f>|g\nh')).toBe('a\\*b\\_c\\`d\\[e\\]\\<f\\>\\|g h');
    expect(fenced('a ```` b', 'sh')).toMatch(/^`{5}sh\n/);
  });
});
