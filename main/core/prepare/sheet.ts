/** Writes the whole preparation of one server as a sheet: a printable HTML page, or Markdown. */
import type { Locale } from '../../../contract/words/format.ts';
import { formatBytes, formatDuration } from '../../../contract/words/format.ts';
import { punctuation as marks } from '../../../contract/words/punctuation.ts';
import { sourceText } from '../../../contract/words/words.ts';
import type {
  Block,
  CaptureGuide,
  Checklist,
  ChecklistItem,
  ItemState,
  Preparation,
} from '../../../contract/prepare.ts';
import { escapeHtml, escapeMd, fenced, page } from './markup.ts';
import type { PrepareWords } from './words/prepare-words.ts';

export interface SheetInput {
  readonly list: Checklist;
  readonly states: Readonly<Preparation['items']>;
  readonly guide: CaptureGuide;
}

const scriptUse = ({ list }: SheetInput, words: PrepareWords) =>
  words.sheet.scriptUse[list.script === 'check-linux.sh' ? 'linux' : 'windows'];
const guideSize = ({ estimate }: CaptureGuide, locale: Locale) =>
  `${formatBytes(estimate.bytes.from, locale)} – ${formatBytes(estimate.bytes.to, locale)}, ${formatDuration(estimate.time.fromMs, locale)} – ${formatDuration(estimate.time.toMs, locale)}. ${estimate.assumption}`;
const sourcesLine = (sources: ChecklistItem['sources'], words: PrepareWords, locale: Locale) =>
  marks[locale].named(
    words.sheet.sources,
    marks[locale].list(sources.map((source) => sourceText(source, locale))),
  );

const htmlBlock = (words: PrepareWords) => (block: Block) => {
  if (block.kind === 'commands') return `<pre>${escapeHtml(block.text)}</pre>`;
  const before = block.kind === 'clicks' ? `<b>${escapeHtml(words.sheet.clicks)}:</b> ` : '';
  return `<p>${before}${escapeHtml(block.text)}</p>`;
};

function htmlItem(
  item: ChecklistItem,
  state: ItemState | undefined,
  words: PrepareWords,
  locale: Locale,
): string {
  const { sheet } = words;
  const blocks = (title: string, all: readonly Block[]) =>
    all.length === 0
      ? ''
      : `<h4 class="small">${escapeHtml(title)}</h4>${all.map(htmlBlock(words)).join('')}`;
  const mark = state?.state === 'done' ? '✓' : state?.state === 'not-applicable' ? '–' : '';
  const about = [sheet.weights[item.weight], ...(state === undefined ? [] : [sheet.states[state.state]])].join(', '); // prettier-ignore
  return [
    `<section class="item ${item.weight}"><h3><span class="box">${mark}</span>${escapeHtml(item.title)} <span class="small">(${escapeHtml(about)})</span></h3>`,
    `<p>${escapeHtml(item.why)}</p>`,
    blocks(sheet.how, item.how),
    blocks(sheet.check, item.check),
    state?.evidence === undefined ? '' : `<h4 class="small">${escapeHtml(sheet.evidence)}</h4><pre>${escapeHtml(state.evidence)}</pre>`,
    state?.note === undefined ? '' : `<p><b>${escapeHtml(sheet.note)}:</b> ${escapeHtml(state.note)}</p>`,
    item.differ === undefined ? '' : `<p class="small">${escapeHtml(sheet.differ(item.differ.older, item.differ.today, item.differ.weDo))}</p>`,
    `<p class="small">${escapeHtml(sourcesLine(item.sources, words, locale))}</p></section>`,
  ].filter((line) => line !== '').join('\n'); // prettier-ignore
}

/** One page, no scripts, nothing from elsewhere; prints well. */
export function sheetHtml(input: SheetInput, words: PrepareWords, locale: Locale): string {
  const { list, states, guide } = input;
  const { sheet } = words;
  const groups = list.groups.map(
    (group) => `<h2>${escapeHtml(group.title)}</h2>\n${group.items.map((item) => htmlItem(item, states[item.id], words, locale)).join('\n')}`,
  ); // prettier-ignore
  const steps = guide.steps.map(
    (step) => `<section class="item"><h3>${escapeHtml(step.title)}</h3>${step.blocks.map(htmlBlock(words)).join('')}</section>`,
  ); // prettier-ignore
  return page(
    locale,
    sheet.title(list.osName),
    [
      `<h2>${escapeHtml(sheet.script)}</h2><p>${escapeHtml(scriptUse(input, words))}</p>`,
      ...groups,
      `<h2>${escapeHtml(sheet.capture)}: ${escapeHtml(guide.title)}</h2><p>${escapeHtml(guide.when)}</p>`,
      `<p><b>${escapeHtml(sheet.cold)}:</b> ${escapeHtml(guide.cold)}</p><p>${escapeHtml(guideSize(guide, locale))}</p>`,
      ...steps,
      `<h3>${escapeHtml(sheet.expect)}</h3><ul>${guide.expect.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
      `<p class="small">${escapeHtml(sheet.about)}</p>`,
    ].join('\n'),
  );
}

const mdBlock = (words: PrepareWords) => (block: Block) => {
  if (block.kind === 'commands') return fenced(block.text, block.shell === 'cmd' ? 'bat' : block.shell);
  return block.kind === 'clicks' ? `**${escapeMd(words.sheet.clicks)}:** ${escapeMd(block.text)}` : escapeMd(block.text);
}; // prettier-ignore

function mdItem(
  item: ChecklistItem,
  state: ItemState | undefined,
  words: PrepareWords,
  locale: Locale,
): string[] {
  const { sheet } = words;
  const blocks = (title: string, all: readonly Block[]) =>
    all.length === 0 ? [] : [`**${escapeMd(title)}**`, ...all.map(mdBlock(words))];
  return [
    `### [${state?.state === 'done' ? 'x' : ' '}] ${escapeMd(item.title)} (${sheet.weights[item.weight]}${state === undefined ? '' : `, ${sheet.states[state.state]}`})`,
    escapeMd(item.why),
    ...blocks(sheet.how, item.how),
    ...blocks(sheet.check, item.check),
    ...(state?.evidence === undefined ? [] : [`**${escapeMd(sheet.evidence)}**`, fenced(state.evidence, 'text')]),
    ...(state?.note === undefined ? [] : [`**${escapeMd(sheet.note)}:** ${escapeMd(state.note)}`]),
    ...(item.differ === undefined ? [] : [escapeMd(sheet.differ(item.differ.older, item.differ.today, item.differ.weDo))]),
    `*${escapeMd(sourcesLine(item.sources, words, locale))}*`,
  ];
} // prettier-ignore

/** The same as Markdown. */
export function sheetMarkdown(input: SheetInput, words: PrepareWords, locale: Locale): string {
  const { list, states, guide } = input;
  const { sheet } = words;
  return `${[
    `# ${escapeMd(sheet.title(list.osName))}`,
    `## ${escapeMd(sheet.script)}`,
    escapeMd(scriptUse(input, words)),
    ...list.groups.flatMap((group) => [
      `## ${escapeMd(group.title)}`,
      ...group.items.flatMap((item) => mdItem(item, states[item.id], words, locale)),
    ]),
    `## ${escapeMd(sheet.capture)}: ${escapeMd(guide.title)}`,
    escapeMd(guide.when),
    `**${escapeMd(sheet.cold)}:** ${escapeMd(guide.cold)}`,
    escapeMd(guideSize(guide, locale)),
    ...guide.steps.flatMap((step) => [`### ${escapeMd(step.title)}`, ...step.blocks.map(mdBlock(words))]),
    `### ${escapeMd(sheet.expect)}`,
    guide.expect.map((line) => `- ${escapeMd(line)}`).join('\n'),
    `*${escapeMd(sheet.about)}*`,
  ].join('\n\n')}\n`;
}
