/** Reads data by its schema. What does not fit is told place by place, as sentences that never repeat what was written there. */
import type { Misfit, Said } from './said.ts';
import type { z } from './schema.ts';
import { misfitCodes, type Kind } from './sentences.ts';

/** What is wrong, without the place where. */
type Rule = Misfit extends infer M
  ? M extends [infer C, string, ...infer V]
    ? [code: C, ...values: V]
    : never
  : never;

/** Or what does not fit, for a fact of a failure. */
export type Fit<T> = { readonly data: T } | { readonly misfits: readonly Said[] };

export function fit<S extends z.ZodType>(schema: S, value: unknown): Fit<z.output<S>> {
  const parsed = schema.safeParse(value, { error: (issue) => JSON.stringify(ruleOf(issue)) });
  if (parsed.success) return { data: parsed.data };
  const all = parsed.error.issues.flatMap((one) => flat(one, []));
  const more = all.length - mostTold;
  return { misfits: more > 0 ? [...all.slice(0, mostTold), placed('', ['more', more])] : all };
}
/** Once these are repaired, the next attempt tells the others. */
const mostTold = 12;

const placed = (at: string, [code, ...values]: Rule): Said => ({ say: code, values: [at, ...values] });

/** The same of a text that should be JSON. */
export function fitJson<S extends z.ZodType>(schema: S, text: string): Fit<z.output<S>> {
  const plain = text.replace(/^\uFEFF/, ''); // as editors on Windows write it
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch (error) {
    return misfit(...notJson(plain, (error as Error).message));
  }
  return fit(schema, value);
}

/** One of the whole. */
export const misfit = (...rule: Rule): { readonly misfits: readonly Said[] } => ({
  misfits: [placed('', rule)],
});

/** The parser's own message quotes the text, so that only the place is taken from it. */
function notJson(text: string, message: string): Rule {
  if (text.trim() === '') return ['empty-file'];
  const found = /at position (\d+)/.exec(message)?.[1];
  const position = found === undefined ? undefined : Number(found);
  if (/end of JSON|Unterminated/.test(message) || position === text.length) return ['json-ends'];
  if (position === undefined) return ['not-json'];
  const before = text.slice(0, position).split('\n');
  return ['not-json-at', before.length, (before.at(-1) ?? '').length + 1];
}

type Issue = z.core.$ZodIssue;

function flat(issue: Issue, base: readonly PropertyKey[]): Said[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    const meant = meantOf(issue.errors);
    if (meant !== undefined) return meant.flatMap((one) => flat(one, path));
  }
  const rule = readRule(issue.message);
  if (issue.code !== 'unrecognized_keys') return [placed(pathText(path), rule)];
  return issue.keys.map((key) => placed(pathText([...path, key]), rule));
}

/** A schema's own rule has its code for a message, any other issue what `ruleOf` made of it. */
function readRule(message: string): Rule {
  if (message.startsWith('[')) return JSON.parse(message) as Rule;
  return Object.hasOwn(misfitCodes, message) ? ([message] as unknown as Rule) : ['unfit'];
}

/** Of several forms the one that was probably meant: the only one of that type, or the only one with those fields. */
function meantOf(forms: readonly Issue[][]): Issue[] | undefined {
  const without = (...codes: string[]): Issue[][] =>
    forms.filter(
      (form) => !form.some(({ path, message }) => path.length === 0 && codes.includes(readRule(message)[0])),
    );
  const choices = [
    without('wrong-type', 'none-of'),
    without('wrong-type', 'none-of', 'unknown-field'),
    without('wrong-type'),
  ];
  return choices.find(({ length }) => length === 1)?.[0];
}

/** As one would write it in a program; what is no plain name is quoted. */
const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key).slice(0, 64);
    if (!/^[\p{L}\p{N}_-]+$/u.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');

function ruleOf(issue: z.core.$ZodRawIssue): Rule {
  const { input } = issue;
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.expected === 'int' && typeof input === 'number') return ['whole'];
      const wanted = kinds(issue.inst);
      if (input !== undefined) return ['wrong-type', wanted, kindOf(input)];
      return ['missing', wanted, needed(issue.inst)];
    }
    case 'invalid_value':
      return input === undefined ? ['missing-choice', texts(issue.values)] : ['none-of', texts(issue.values)];
    case 'invalid_union': {
      // a union told apart by a field is asked for that field
      if (issue.options !== undefined) return ['none-of', texts(issue.options as unknown[])];
      const forms = optionsOf(issue.inst).flatMap((one) => (defOf(one).shape ? [needed(one)] : []));
      if (input === undefined) return ['missing', kinds(issue.inst), []];
      if (forms.length > 0 && kindOf(input) === 'object') return ['no-form', forms];
      return ['wrong-type', kinds(issue.inst), kindOf(input)];
    }
    case 'unrecognized_keys':
      return ['unknown-field', Object.keys(defOf(issue.inst).shape ?? {})];
    case 'too_small': {
      const least = Number(issue.minimum);
      if (issue.origin === 'string') return least === 1 ? ['empty'] : ['too-short', least];
      if (issue.origin === 'array') return ['too-few', least];
      return [issue.inclusive === false ? 'not-above' : 'too-small', least];
    }
    case 'too_big': {
      const most = Number(issue.maximum);
      if (issue.origin === 'string') return ['too-long', most];
      return [issue.origin === 'array' ? 'too-many' : 'too-large', most];
    }
    case 'invalid_format':
      if (issue.format === 'url') return ['url'];
      if (issue.format === 'datetime') return ['time'];
      return issue.format === 'regex' ? ['pattern', String(issue['pattern'])] : ['unfit'];
    default:
      return ['unfit'];
  }
}

const texts = (values: readonly unknown[]): string[] => values.map(String);

/** What can be known of a schema from its definition. */
interface Definition {
  readonly type?: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly options?: readonly unknown[];
  readonly innerType?: unknown;
  readonly in?: unknown;
}
const defOf = (schema: unknown): Definition => (schema as { _zod?: { def?: Definition } } | undefined)?._zod?.def ?? {};
const optionsOf = (schema: unknown): readonly unknown[] => defOf(schema).options ?? [];

/** The fields an object cannot be without. */
const needed = (schema: unknown): string[] =>
  Object.entries(defOf(schema).shape ?? {}).flatMap(([name, field]) => (field._zod.optin === 'optional' ? [] : [name]));

function kinds(schema: unknown): Kind[] {
  const { type, options, in: before } = defOf(schema);
  if (options !== undefined) return [...new Set(options.flatMap(kinds))];
  if (before !== undefined) return kinds(before);
  return [kindOfType.get(type ?? '') ?? 'other'];
}
const kindOfType: ReadonlyMap<string, Kind> = new Map([
  ['string', 'text'],
  ['enum', 'text'],
  ['number', 'number'],
  ['boolean', 'truth'],
  ['array', 'list'],
  ['object', 'object'],
  ['record', 'object'],
  ['null', 'null'],
]);

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return kindOfType.get(typeof value) ?? 'other';
}
