/**
 * Reads the texts out of a source file of words, and writes changed ones back. A text with values is shown to a translator
 * with their names in braces, `{count} disks`; a brace that is meant stands twice. The code around a text is never touched.
 */
import ts from 'typescript';

/** By their keys, in the order of the source. */
export type Texts = ReadonlyMap<string, string>;

type Literal = ts.StringLiteralLike | ts.TemplateExpression;
const isLiteral = (node: ts.Node): node is Literal => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

/** A name, a path or a command word given to a function is code. */
const code = /^[\w./:$\n-]*$/;

/** Literals that no person reads: keys, types, imports, what a value is compared with. */
function isText(node: Literal): boolean {
  const { parent } = node;
  if (!ts.isStringLiteralLike(node)) return true;
  if (node.text === '' || ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent)) return false;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return false;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return kind !== ts.SyntaxKind.EqualsEqualsEqualsToken && kind !== ts.SyntaxKind.ExclamationEqualsEqualsToken;
  }
  if (ts.isElementAccessExpression(parent)) return false;
  if (ts.isCallExpression(parent))
    return parent.expression.kind !== ts.SyntaxKind.ImportKeyword && !code.test(node.text);
  return !(ts.isPropertyAssignment(parent) && parent.name === node);
}

/** Where it stands: the names of the entries around it, e.g. `source.missing.happened`. */
function pathOf(node: ts.Node): string {
  const names: string[] = [];
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isPropertyAssignment(at) || ts.isVariableDeclaration(at) || ts.isFunctionDeclaration(at)) {
      const { name } = at;
      if (name !== undefined) names.unshift(ts.isStringLiteralLike(name) ? name.text : name.getText());
    } else if (ts.isArrayLiteralExpression(parent)) names.unshift(String(parent.elements.indexOf(at as ts.Expression)));
  }
  return names.join('.');
}

/** What a translator knows a value by: its last name, e.g. `sizeGiB` of `f['sizeGiB']`. */
function nameOf(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return node.argumentExpression.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isCallExpression(node)) return nameOf(node.arguments.at(-1) ?? node.expression);
  if (ts.isStringLiteralLike(node) && /^\w+$/.test(node.text)) return node.text;
  return ts.forEachChild(node, nameOf) ?? 'value';
}

/** The values of a template by the names they are shown with; one that is used twice has one name. */
function valuesOf(template: ts.TemplateExpression): ReadonlyMap<string, ts.Expression> {
  const values = new Map<string, ts.Expression>();
  for (const { expression } of template.templateSpans) {
    const name = nameOf(expression);
    const free = (number: number): string => {
      const tried = number === 1 ? name : `${name}${number}`;
      const there = values.get(tried);
      return there === undefined || there.getText() === expression.getText() ? tried : free(number + 1);
    };
    values.set(free(1), expression);
  }
  return values;
}

const shown = (text: string): string => text.replace(/[{}]/g, '$&$&');

function textOf(node: Literal): string {
  if (ts.isStringLiteralLike(node)) return shown(node.text);
  const values = [...valuesOf(node)];
  const nameIn = ({ expression }: ts.TemplateSpan): string =>
    values.find(([, value]) => value.getText() === expression.getText())?.[0] ?? '';
  return (
    shown(node.head.text) + node.templateSpans.map((span) => `{${nameIn(span)}}${shown(span.literal.text)}`).join('')
  );
}

/** Every text with its key and its node. */
function literalsOf(source: ts.SourceFile): Map<string, Literal> {
  const found = new Map<string, Literal>();
  const visit = (node: ts.Node): void => {
    if (isLiteral(node) && isText(node)) {
      const path = pathOf(node);
      const free = (number: number): string => {
        const key = number === 1 ? path : `${path}~${number}`;
        return found.has(key) ? free(number + 1) : key;
      };
      found.set(free(1), node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const parse = (source: string): ts.SourceFile => ts.createSourceFile('words.ts', source, ts.ScriptTarget.Latest, true);

export const textsOf = (source: string): Texts =>
  new Map([...literalsOf(parse(source))].map(([key, node]) => [key, textOf(node)]));

/** The text cut at its values: a string is text, a list of one is the name of a value. Undefined when braces do not pair. */
function pieces(text: string): (string | readonly [string])[] | undefined {
  const parts: string[] = text.match(/\{\{|\}\}|\{\w+\}|[^{}]+|[{}]/g) ?? [];
  if (parts.includes('{') || parts.includes('}')) return undefined;
  return parts.map((part) => {
    if (part === '{{' || part === '}}') return part.charAt(0);
    return part.startsWith('{') ? ([part.slice(1, -1)] as const) : part;
  });
}

/** Why a text cannot stand where this one stood; undefined when it can. */
export function misfit(now: string, wanted: string): string | undefined {
  const namesIn = (text: string): string[] | undefined =>
    pieces(text)?.flatMap((piece) => (typeof piece === 'string' ? [] : piece));
  const there = namesIn(now) ?? [];
  const given = namesIn(wanted);
  if (given === undefined) return 'a brace has no partner; a brace that is meant stands twice';
  const unknown = given.find((name) => !there.includes(name));
  if (unknown !== undefined) return `it has no value {${unknown}}`;
  const missing = there.find((name) => !given.includes(name));
  return missing === undefined ? undefined : `{${missing}} is missing`;
}

const escaped = (text: string, mark: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`).replaceAll('\n', '\\n').replaceAll('${', '\\${');

/** The source with the texts that are changed in it; all others stay as they are written. */
export function withTexts(source: string, wanted: Texts): string {
  const file = parse(source);
  const changed = new Map<ts.Node, string>();
  for (const [key, node] of literalsOf(file)) {
    const text = wanted.get(key);
    if (text !== undefined && text !== textOf(node)) changed.set(node, text);
  }
  const written = (node: ts.Node): string => {
    const text = changed.get(node);
    if (text !== undefined && isLiteral(node)) return literal(node, text);
    let from = node.getStart();
    let out = '';
    ts.forEachChild(node, (child) => {
      out += source.slice(from, child.getStart()) + written(child);
      from = child.end;
    });
    return out + source.slice(from, node.end);
  };
  const literal = (node: Literal, text: string): string => {
    const cut = pieces(text) ?? [];
    if (ts.isStringLiteralLike(node)) return `'${escaped(cut.join(''), "'").replaceAll('\\${', '${')}'`;
    const values = valuesOf(node);
    const parts = cut.map((piece) => {
      if (typeof piece === 'string') return escaped(piece, '`');
      const value = values.get(piece[0]);
      return value === undefined ? '' : `\${${written(value)}}`;
    });
    return `\`${parts.join('')}\``;
  };
  return source.slice(0, file.getStart()) + written(file) + source.slice(file.end);
}
