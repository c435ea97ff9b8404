/** Writes an assessment as a printable HTML page or as Markdown. */
import type { Assessment, RangeMs } from '../../../../contract/assess.ts';
import { formatBytes, formatDuration, type Locale } from '../../../../words/format.ts';
import { punctuation } from '../../../../words/punctuation.ts';
import { sourceText } from '../../../../words/words.ts';
import { escapeHtml, escapeMd, page } from '../markup.ts';
import type { PrepareWords } from '../../../../words/prepare-words.ts';

const span = (range: RangeMs | undefined, locale: Locale) =>
  range === undefined
    ? '?'
    : `${formatDuration(range.fromMs, locale)} – ${formatDuration(range.toMs, locale)}`;

/** Label and value of each line of the estimate. */
function estimateLines(view: Assessment, words: PrepareWords, locale: Locale): [string, string][] {
  const { estimate } = view;
  const said = words.assess.export;
  return [
    ...estimate.phases.map(({ title, time }): [string, string] => [title, span(time, locale)]),
    [said.perServer, span(estimate.perServer, locale)],
    [said.allServers, span(estimate.allServers, locale)],
    [said.upload, `${formatBytes(estimate.uploadBytes.from, locale)} – ${formatBytes(estimate.uploadBytes.to, locale)}`],
    [said.staging, formatBytes(estimate.stagingBytes, locale)],
  ];
} // prettier-ignore

const wayRows = (view: Assessment, words: PrepareWords, locale: Locale): string[][] =>
  view.ways.map((way) => [way.title, words.assess.export.fits[way.fits], span(way.elapsed, locale), span(way.hands, locale), way.standstill]); // prettier-ignore

/** A self-contained page. */
export function assessmentHtml(view: Assessment, words: PrepareWords, locale: Locale): string {
  const said = words.assess.export;
  const mark = punctuation[locale];
  const row = (cells: readonly string[], tag: 'td' | 'th') =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const reasons = view.reasons.map(
    (reason) => `<li><b>${escapeHtml(mark.sentence(mark.named(said.weights[reason.weight], reason.title)))}</b> ${escapeHtml(reason.text)} <span class="small">${escapeHtml(sourceText(reason.source, locale))}</span></li>`,
  ); // prettier-ignore
  return page(
    locale,
    mark.named(said.title, view.headline),
    [
      `<p>${escapeHtml(mark.sentences([mark.sentence(view.kind), mark.sentence(view.scenario)]))}</p>`,
      `<h2>${escapeHtml(said.reasons)}</h2><ul>${reasons.join('\n')}</ul>`,
      `<h2>${escapeHtml(said.ways)}</h2><table>${row(said.columns, 'th')}${wayRows(view, words, locale).map((cells) => row(cells, 'td')).join('\n')}</table>`,
      ...view.ways.map((way) => `<h3>${escapeHtml(way.title)}</h3><p>${escapeHtml(way.what)} + ${escapeHtml(way.good)} − ${escapeHtml(way.bad)}</p>`),
      `<h2>${escapeHtml(said.estimate)}</h2>${view.estimate.complete ? '' : `<p>${escapeHtml(said.incomplete)}</p>`}`,
      `<table>${estimateLines(view, words, locale).map((cells) => row(cells, 'td')).join('\n')}</table>`,
      `<h3>${escapeHtml(said.assumptions)}</h3><ul>${view.estimate.assumptions.map((each) => `<li>${escapeHtml(each.text)}</li>`).join('')}</ul>`,
    ].join('\n'),
  );
} // prettier-ignore

/** The same as Markdown. */
export function assessmentMarkdown(view: Assessment, words: PrepareWords, locale: Locale): string {
  const said = words.assess.export;
  const mark = punctuation[locale];
  const row = (cells: readonly string[]) => `| ${cells.map(escapeMd).join(' | ')} |`;
  return `${[
    `# ${escapeMd(mark.named(said.title, view.headline))}`,
    escapeMd(mark.sentences([mark.sentence(view.kind), mark.sentence(view.scenario)])),
    `## ${escapeMd(said.reasons)}`,
    view.reasons.map((reason) => `- **${escapeMd(mark.sentence(mark.named(said.weights[reason.weight], reason.title)))}** ${escapeMd(reason.text)} ${escapeMd(sourceText(reason.source, locale))}`).join('\n'),
    `## ${escapeMd(said.ways)}`,
    [row(said.columns), row(said.columns.map(() => '---')), ...wayRows(view, words, locale).map(row)].join('\n'),
    ...view.ways.map((way) => `**${escapeMd(mark.named(way.title, '').trimEnd())}** ${escapeMd(way.what)} + ${escapeMd(way.good)} − ${escapeMd(way.bad)}`),
    `## ${escapeMd(said.estimate)}`,
    ...(view.estimate.complete ? [] : [escapeMd(said.incomplete)]),
    estimateLines(view, words, locale).map(([label, value]) => `- ${escapeMd(mark.named(label, value))}`).join('\n'),
    `### ${escapeMd(said.assumptions)}`,
    view.estimate.assumptions.map((each) => `- ${escapeMd(each.text)}`).join('\n'),
  ].join('\n\n')}\n`;
} // prettier-ignore
