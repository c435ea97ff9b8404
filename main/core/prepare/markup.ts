/** The little HTML and Markdown that sheets and assessments need: escaped text in, a self-contained page out. */

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** Text in Markdown outside of code: what could be read as markup or as HTML is escaped. */
export const escapeMd = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/\r?\n/g, ' ');

/** A fenced block that its own content cannot end. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

const style = `
body{font:14px/1.45 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;color:#1f2329;max-width:52em;margin:2em auto;padding:0 1em}
h1{font-size:1.5em}h2{font-size:1.2em;border-bottom:1px solid #c9cdd4;padding-bottom:.2em;margin-top:1.6em}h3{font-size:1em;margin:1em 0 .3em}
pre{background:#f4f5f7;border:1px solid #dfe1e5;padding:.5em .7em;white-space:pre-wrap;overflow-wrap:anywhere;font:12px/1.4 ui-monospace,Consolas,monospace}
section.item{break-inside:avoid;border-left:3px solid #c9cdd4;padding-left:.9em;margin:1em 0}section.must{border-color:#b42318}
.box{display:inline-block;width:.9em;height:.9em;border:1.5px solid #1f2329;margin-right:.5em;vertical-align:-.1em;text-align:center;line-height:.9em}
.small{color:#5c6370;font-size:.88em}table{border-collapse:collapse;width:100%}td,th{border:1px solid #c9cdd4;padding:.3em .5em;text-align:left;vertical-align:top}
@media print{body{margin:0;max-width:none;font-size:11px}pre{font-size:10px}h2{break-after:avoid}a{color:inherit;text-decoration:none}}`;

/** A whole page without scripts or anything from elsewhere. `body` is already HTML. */
export const page = (language: string, title: string, body: string): string =>
  `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><h1>${escapeHtml(title)}</h1>
${body}</body></html>
`;
