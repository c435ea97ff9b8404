/** Writes an assessment as a printable HTML page or as Markdown. */
import type { Assessment, RangeMs } from '../../../../contract/assess.ts';
import type { Locale } from '../../../../words/locale.ts';
import { says } from '../../../../words/say.ts';
import { escapeHtml, escapeMd, page } from '../markup.ts';
import type { PrepareWords } from '../../../../words/prepare-words.ts';

const span = (range: RangeMs | undefined, locale: Locale) =>
  range === undefined ? '?' : `${says[locale].duration(range.fromMs)} – ${says[locale].duration(range.toMs)}`;

/** Label and value of each line of the estimate. */
function estimateLines(view: Assessment, words: PrepareWords, locale: Locale): [string, string][] {
  const { estimate } = view;
  const said = words.assess.export;
  const { bytes } = says[locale];
  return [
    ...estimate.phases.map(({ title, time }): [string, string] => [title, span(time, locale)]),
    [said.perServer, span(estimate.perServer, locale)],
    [said.allServers, span(estimate.allServers, locale)],
    [said.upload, `${bytes(estimate.uploadBytes.from)} – ${bytes(estimate.uploadBytes.to)}`],
    [said.staging, bytes(estimate.stagingBytes)],
  ];
}

const wayRows = (view: Assessment, words: PrepareWords, locale: Locale): string[][] =>
  view.ways.map((way) => [way.title, words.assess.export.fits[way.fits], span(way.elapsed, locale), span(way.hands, locale), way.standstill]); // prettier-ignore

/** A self-contained page. */
export function assessmentHtml(view: Assessment, words: PrepareWords, locale: Locale): string {
  const said = words.assess.export;
  const say = says[locale];
  const row = (cells: readonly string[], tag: 'td' | 'th') =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const reasons = view.reasons.map(
    (reason) => `<li><b>${escapeHtml(say.sentence(say.named(said.weights[reason.weight], reason.title)))}</b> ${escapeHtml(reason.text)} <span class="small">${escapeHtml(say.source(reason.source))}</span></li>`,
  );
  return page(
    locale,
    say.named(said.title, view.headline),
    [
      `<p>${escapeHtml(say.sentences([say.sentence(view.kind), say.sentence(view.scenario)]))}</p>`,
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
  const say = says[locale];
  const row = (cells: readonly string[]) => `| ${cells.map(escapeMd).join(' | ')} |`;
  return `${[
    `# ${escapeMd(say.named(said.title, view.headline))}`,
    escapeMd(say.sentences([say.sentence(view.kind), say.sentence(view.scenario)])),
    `## ${escapeMd(said.reasons)}`,
    view.reasons.map((reason) => `- **${escapeMd(say.sentence(say.named(said.weights[reason.weight], reason.title)))}** ${escapeMd(reason.text)} ${escapeMd(say.source(reason.source))}`).join('\n'),
    `## ${escapeMd(said.ways)}`,
    [row(said.columns), row(said.columns.map(() => '---')), ...wayRows(view, words, locale).map(row)].join('\n'),
    ...view.ways.map((way) => `**${escapeMd(say.named(way.title, '').trimEnd())}** ${escapeMd(way.what)} + ${escapeMd(way.good)} − ${escapeMd(way.bad)}`),
    `## ${escapeMd(said.estimate)}`,
    ...(view.estimate.complete ? [] : [escapeMd(said.incomplete)]),
    estimateLines(view, words, locale).map(([label, value]) => `- ${escapeMd(say.named(label, value))}`).join('\n'),
    `### ${escapeMd(said.assumptions)}`,
    view.estimate.assumptions.map((each) => `- ${escapeMd(each.text)}`).join('\n'),
  ].join('\n\n')}\n`;
} // prettier-ignore
