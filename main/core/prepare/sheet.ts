/** Writes the whole preparation of one server as a sheet: a printable HTML page, or Markdown. */
import type { Locale } from '../../../words/locale.ts';
import { says } from '../../../words/say.ts';
import type {
  Block,
  CaptureGuide,
  Checklist,
  ChecklistItem,
  ItemState,
  Preparation,
} from '../../../contract/prepare.ts';
import { escapeHtml, escapeMd, fenced, page } from './markup.ts';
import type { PrepareWords } from '../../../words/prepare-words.ts';

export interface SheetInput {
  readonly list: Checklist;
  readonly states: Readonly<Preparation['items']>;
  readonly guide: CaptureGuide;
}

const scriptUse = ({ list }: SheetInput, words: PrepareWords) =>
  words.sheet.scriptUse[list.script === 'check-linux.sh' ? 'linux' : 'windows'];
function guideSize({ estimate: { bytes, time, assumption } }: CaptureGuide, locale: Locale): string {
  const { bytes: size, duration, sentence, sentences, clauses } = says[locale];
  const sizes = `${size(bytes.from)} – ${size(bytes.to)}`;
  const times = `${duration(time.fromMs)} – ${duration(time.toMs)}`;
  return sentences([sentence(clauses([sizes, times])), assumption]);
}
/** `Note:`, with the mark of its language. */
const label = (name: string, locale: Locale): string => says[locale].named(name, '').trimEnd();
/** What stands behind an item's title. */
const standing = (item: ChecklistItem, state: ItemState | undefined, { sheet }: PrepareWords, locale: Locale) =>
  says[locale].aside(
    says[locale].clauses([sheet.weights[item.weight], ...(state === undefined ? [] : [sheet.states[state.state]])]),
  ); // prettier-ignore
const sourcesLine = (sources: ChecklistItem['sources'], words: PrepareWords, locale: Locale) =>
  says[locale].named(words.sheet.sources, says[locale].list(sources.map(says[locale].source)));

const htmlBlock = (words: PrepareWords, locale: Locale) => (block: Block) => {
  if (block.kind === 'commands') return `<pre>${escapeHtml(block.text)}</pre>`;
  const before = block.kind === 'clicks' ? `<b>${escapeHtml(label(words.sheet.clicks, locale))}</b> ` : '';
  return `<p>${before}${escapeHtml(block.text)}</p>`;
};

function htmlItem(item: ChecklistItem, state: ItemState | undefined, words: PrepareWords, locale: Locale): string {
  const { sheet } = words;
  const blocks = (title: string, all: readonly Block[]) =>
    all.length === 0 ? '' : `<h4 class="small">${escapeHtml(title)}</h4>${all.map(htmlBlock(words, locale)).join('')}`;
  const mark = state?.state === 'done' ? '✓' : state?.state === 'not-applicable' ? '–' : '';
  return [
    `<section class="item ${item.weight}"><h3><span class="box">${mark}</span>${escapeHtml(item.title)}<span class="small">${escapeHtml(standing(item, state, words, locale))}</span></h3>`,
    `<p>${escapeHtml(item.why)}</p>`,
    blocks(sheet.how, item.how),
    blocks(sheet.check, item.check),
    state?.evidence === undefined ? '' : `<h4 class="small">${escapeHtml(sheet.evidence)}</h4><pre>${escapeHtml(state.evidence)}</pre>`,
    state?.note === undefined ? '' : `<p><b>${escapeHtml(label(sheet.note, locale))}</b> ${escapeHtml(state.note)}</p>`,
    item.differ === undefined ? '' : `<p class="small">${escapeHtml(sheet.differ(item.differ.older, item.differ.today, item.differ.weDo))}</p>`,
    `<p class="small">${escapeHtml(sourcesLine(item.sources, words, locale))}</p></section>`,
  ].filter((line) => line !== '').join('\n'); // prettier-ignore
}

/** One page, no scripts, nothing from elsewhere; prints well. */
export function sheetHtml(input: SheetInput, words: PrepareWords, locale: Locale): string {
  const { list, states, guide } = input;
  const { sheet } = words;
  const groups = list.groups.map(
    (group) =>
      `<h2>${escapeHtml(group.title)}</h2>\n${group.items.map((item) => htmlItem(item, states[item.id], words, locale)).join('\n')}`,
  );
  const steps = guide.steps.map(
    (step) =>
      `<section class="item"><h3>${escapeHtml(step.title)}</h3>${step.blocks.map(htmlBlock(words, locale)).join('')}</section>`,
  );
  return page(
    locale,
    sheet.title(list.osName),
    [
      `<h2>${escapeHtml(sheet.script)}</h2><p>${escapeHtml(scriptUse(input, words))}</p>`,
      ...groups,
      `<h2>${escapeHtml(says[locale].named(sheet.capture, guide.title))}</h2><p>${escapeHtml(guide.when)}</p>`,
      `<p><b>${escapeHtml(label(sheet.cold, locale))}</b> ${escapeHtml(guide.cold)}</p><p>${escapeHtml(guideSize(guide, locale))}</p>`,
      ...steps,
      `<h3>${escapeHtml(sheet.expect)}</h3><ul>${guide.expect.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
      `<p class="small">${escapeHtml(sheet.about)}</p>`,
    ].join('\n'),
  );
}

const mdBlock = (words: PrepareWords, locale: Locale) => (block: Block) => {
  if (block.kind === 'commands') return fenced(block.text, block.shell === 'cmd' ? 'bat' : block.shell);
  return block.kind === 'clicks'
    ? `**${escapeMd(label(words.sheet.clicks, locale))}** ${escapeMd(block.text)}`
    : escapeMd(block.text);
};

function mdItem(item: ChecklistItem, state: ItemState | undefined, words: PrepareWords, locale: Locale): string[] {
  const { sheet } = words;
  const blocks = (title: string, all: readonly Block[]) =>
    all.length === 0 ? [] : [`**${escapeMd(title)}**`, ...all.map(mdBlock(words, locale))];
  return [
    `### [${state?.state === 'done' ? 'x' : ' '}] ${escapeMd(item.title)}${standing(item, state, words, locale)}`,
    escapeMd(item.why),
    ...blocks(sheet.how, item.how),
    ...blocks(sheet.check, item.check),
    ...(state?.evidence === undefined ? [] : [`**${escapeMd(sheet.evidence)}**`, fenced(state.evidence, 'text')]),
    ...(state?.note === undefined ? [] : [`**${escapeMd(label(sheet.note, locale))}** ${escapeMd(state.note)}`]),
    ...(item.differ === undefined
      ? []
      : [escapeMd(sheet.differ(item.differ.older, item.differ.today, item.differ.weDo))]),
    `*${escapeMd(sourcesLine(item.sources, words, locale))}*`,
  ];
}

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
    `## ${escapeMd(says[locale].named(sheet.capture, guide.title))}`,
    escapeMd(guide.when),
    `**${escapeMd(label(sheet.cold, locale))}** ${escapeMd(guide.cold)}`,
    escapeMd(guideSize(guide, locale)),
    ...guide.steps.flatMap((step) => [`### ${escapeMd(step.title)}`, ...step.blocks.map(mdBlock(words, locale))]),
    `### ${escapeMd(sheet.expect)}`,
    guide.expect.map((line) => `- ${escapeMd(line)}`).join('\n'),
    `*${escapeMd(sheet.about)}*`,
  ].join('\n\n')}\n`;
}
