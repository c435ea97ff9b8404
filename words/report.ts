/** Writes the report as one self-contained page, and as lines for a terminal. */
import type { ReportData } from '../contract/report.ts';
import { compareChecks, type ComparedCheck } from '../contract/compare-checks.ts';
import type { CheckItem } from '../contract/images.ts';
import type { StageState } from '../contract/stages.ts';
import { formatColumn } from './format.ts';
import { languages, type Locale } from './locale.ts';
import { says } from './say.ts';

const groups = ['strongly-recommended', 'recommended', 'no-risk'] as const;

export const itemsOf = (data: ReportData, group: CheckItem['group']): CheckItem[] =>
  (data.check?.items ?? []).filter((item) => item.group === group);

/** Rows of name and value, the same for both spellings. */
function sections(data: ReportData, locale: Locale): { title: string; note?: string; rows: [string, string][] }[] {
  const w = languages[locale].report;
  const say = says[locale];
  const size = (bytes: number): string => `${say.bytes(bytes)}${say.aside(w.bytes(bytes))}`;
  const disks = data.disks.map((disk, index) => {
    const { source, converted, object } = disk;
    const rows: [string, string][] = [[w.sourceFile, disk.path]];
    if (source !== undefined) {
      rows.push([
        w.format,
        say.clauses([source.format, ...(source.subformat === undefined ? [] : [say.subformat(source.subformat)])]),
      ]);
      rows.push([w.virtualSize, size(source.virtualSizeBytes)], [w.storedSize, size(source.storedSizeBytes)]);
      rows.push([w.bootMode, say.bootMode(source.bootMode)]);
    }
    if (converted !== undefined)
      rows.push(
        [w.converted, say.clauses([converted.format, size(converted.bytes)])],
        [w.convertedCrc, converted.crc64],
      );
    if (object !== undefined)
      rows.push([w.object, `oss://${object.bucket}/${object.key}`], [w.objectCrc, object.crc64]);
    const proven =
      converted !== undefined &&
      object !== undefined &&
      converted.crc64 === object.crc64 &&
      converted.bytes === object.bytes;
    return { title: w.disk(disk.role, index), ...(proven ? { note: w.proven } : {}), rows };
  });
  const existing = (data.existing ?? []).map(({ bucket, key, role, sizeGiB }, index) => ({
    title: w.disk(role, index),
    note: w.asItWas,
    rows: [
      [w.object, `oss://${bucket}/${key}`],
      [w.diskSize, `${role === 'system' ? data.image.form.systemDiskGiB : sizeGiB} GiB`],
    ] satisfies [string, string][],
  }));
  const { form } = data.image;
  const image: [string, string][] = [
    [w.imageId, data.image.id],
    [w.imageName, form.name],
    [w.region, data.image.region],
    [w.system, say.clauses([form.osType, form.platform, form.architecture])],
    [w.bootMode, form.bootMode],
    [w.systemDisk, `${form.systemDiskGiB} GiB`],
    [w.license, form.licenseType],
    [w.task, data.image.taskId],
    ...(data.instance === undefined
      ? []
      : [[w.instance, `${data.instance.instanceId}${say.aside(data.instance.name)}`] satisfies [string, string]]),
  ];
  const findings = data.disks.flatMap(({ source }) => source?.findings ?? []);
  const accepted = (data.accepted ?? []).map(({ rule, reason, by, when }): [string, string] => {
    const finding = findings.find((one) => one.rule === rule);
    const whoAndWhen = [by, when && say.time(when, 0)].filter((one) => one !== undefined);
    const signed = whoAndWhen.length === 0 ? '' : say.aside(say.clauses(whoAndWhen));
    return [finding === undefined ? rule : say.finding(finding).says, `${reason}${signed}`];
  });
  const leftovers = (data.leftovers ?? []).map(({ what, name, bytes }): [string, string] => [
    w.leftover[what],
    say.clauses([name, size(bytes)]),
  ]);
  const stages = data.stages.map(({ name, state }): [string, string] => [say.stage(name), stageLine(state, locale)]);
  const tools = (data.tools ?? []).map(({ name, version, origin, path, sha256 }): [string, string] => [
    `${name} ${version}`,
    say.named(w.tool[origin], say.clauses([path, `SHA-256 ${sha256}`])),
  ]);
  return [
    { title: w.image, rows: image },
    ...disks,
    ...existing,
    ...(tools.length === 0 ? [] : [{ title: w.tools, rows: tools }]),
    ...(accepted.length === 0 ? [] : [{ title: w.accepted, rows: accepted }]),
    { title: w.stages, rows: stages },
    ...(data.leftovers === undefined
      ? []
      : [
          {
            title: w.leftovers,
            rows: leftovers,
            ...(leftovers.length === 0 ? { note: w.leftoversNone } : {}),
          },
        ]),
  ];
}

function stageLine(state: StageState, locale: Locale): string {
  const w = languages[locale].report;
  if (state.at === 'done') {
    const took = says[locale].duration(Date.parse(state.when) - Date.parse(state.since));
    return state.attempt > 1 ? w.doneAgain(took, state.attempt) : w.done(took);
  }
  return state.at === 'skipped' ? w.skipped[state.because] : w.unfinished;
}

function checkLine(item: CheckItem): string {
  return [item.name, item.value, item.riskCode].filter((text) => text !== '').join(' · ');
}

/** Plain lines for a terminal. */
export function reportLines(data: ReportData, locale: Locale): string[] {
  const w = languages[locale].report;
  const lines = [w.title(data.migration.name), data.practice ? w.practice : ''];
  for (const { title, note, rows } of sections(data, locale)) {
    lines.push('', title, ...rows.map(([name, value]) => `  ${formatColumn(name, 26)} ${value}`));
    if (note !== undefined) lines.push(`  ${note}`);
  }
  lines.push('', w.check);
  if (data.check === undefined) lines.push(`  ${w.noCheck}`);
  else {
    for (const group of groups) {
      const items = itemsOf(data, group);
      lines.push(
        `  ${w.groups[group]}${says[locale].aside(String(items.length))}`,
        ...items.map((item) => `    ${checkLine(item)}`),
      );
    }
  }
  return lines.filter((line, index) => line !== '' || lines[index - 1] !== '');
}

const style = `
:root{color-scheme:light dark}
body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);overflow-wrap:anywhere}
th{font-weight:500;width:14rem}
.note{font-weight:600}
@media print{body{margin:0}}`;

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const table = (rows: readonly (readonly [string, string])[]): string =>
  `<table>${rows.map(([name, value]) => `<tr><th scope="row">${escape(name)}</th><td>${escape(value)}</td></tr>`).join('')}</table>`;

/** Our look beside their check; nothing where we did not look. */
function compared(data: ReportData, locale: Locale): string {
  const guest = data.disks.find(({ role }) => role === 'system')?.source?.guest;
  if (guest === undefined) return '';
  const { compare: c, check, evidence } = says[locale];
  const cell = (side: ComparedCheck['ours']): string =>
    side === undefined
      ? escape(c.nothing)
      : `${escape(c.groups[side.group])}<br><code>${escape(c.together(side.seen.map(evidence)))}</code>`;
  const rows = compareChecks(guest, data.check?.items).map(({ item, rules, ours, theirs, comparison }) => {
    const name = c.together(rules.map((rule) => check(rule).name));
    const head = [name, item === undefined ? '' : `GUESTOS.${item}`].filter((text) => text !== '');
    return `<tr><th scope="row">${head.map(escape).join('<br>')}</th><td>${cell(ours)}</td><td>${cell(theirs)}</td><td>${escape(c.means[comparison])}</td></tr>`;
  });
  const heads = Object.values(c.columns).map((text) => `<th scope="col">${escape(text)}</th>`);
  return `<h2>${escape(c.title)}</h2><p>${escape(c.intro)}</p><table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** One page without scripts or outside references; everything from the disk or the cloud is escaped. */
export function renderReport(data: ReportData, locale: Locale): string {
  const w = languages[locale].report;
  const body = sections(data, locale).map(
    ({ title, note, rows }) =>
      `<h2>${escape(title)}</h2>${table(rows)}${note === undefined ? '' : `<p class="note">${escape(note)}</p>`}`,
  );
  const check =
    data.check === undefined
      ? `<p>${escape(w.noCheck)}</p>`
      : groups
          .map((group) => {
            const items = itemsOf(data, group);
            const rows = items.map(
              (item) => [item.name, [item.value, item.riskCode].filter((text) => text !== '').join(' · ')] as const,
            );
            return `<h3>${escape(w.groups[group])}${says[locale].aside(String(items.length))}</h3>${items.length === 0 ? '' : table(rows)}`;
          })
          .join('');
  const made = `${data.product} · ${says[locale].time(data.made, 0)}`;
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(w.title(data.migration.name))}</title><style>${style}</style></head>
<body><h1>${escape(w.title(data.migration.name))}</h1><p>${escape(made)}${data.practice ? ` · ${escape(w.practice)}` : ''}</p>
${body.join('\n')}
<h2>${escape(w.check)}</h2>${check}
${compared(data, locale)}
</body></html>
`;
}
