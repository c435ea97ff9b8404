/** What the command line understands. Names are fixed: scripts outside depend on them. */
import { say, type Text } from '../../contract/said.ts';
import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Failure } from '../../contract/failure-error.ts';
import { practiceScenarios, type PracticeScenario } from '../../contract/practice.ts';
import { defaultDataFolder } from '../core/base/data-folder.ts';

export type PracticeFlag = { readonly kind: 'embedded' } | { readonly kind: 'url'; readonly url: string };

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'inspect'; readonly files: string[]; readonly json: boolean }
  | {
      readonly name: 'run';
      readonly plan: string;
      readonly dataFolder: string;
      readonly practice: PracticeFlag | undefined;
      readonly json: boolean;
    }
  | {
      readonly name: 'resume' | 'cancel';
      readonly id: string;
      readonly dataFolder: string;
      readonly json: boolean;
    }
  | { readonly name: 'list'; readonly dataFolder: string; readonly json: boolean }
  | {
      readonly name: 'support';
      readonly dataFolder: string;
      /** Where to save it; absent: in the current folder, under its own name. */
      readonly output: string | undefined;
      readonly hideNames: boolean;
      readonly json: boolean;
    }
  | {
      readonly name: 'practice';
      readonly port: number;
      readonly folder: string | undefined;
      readonly faults: string | undefined;
      readonly scenario: PracticeScenario | undefined;
    }
  | {
      readonly name: 'web';
      readonly port: number;
      readonly dataFolder: string;
      readonly practice: PracticeFlag | undefined;
    };

export const usage = `Usage:
  inspect FILE… [--json]
  run PLAN.json [--data-dir DIR] [--practice [URL]] [--json]
  resume MIGRATION_ID --data-dir DIR [--json]
  cancel MIGRATION_ID --data-dir DIR [--json]
  list --data-dir DIR [--json]
  support --data-dir DIR [--out FILE.zip] [--with-names] [--json]
  practice [--port N] [--dir DIR] [--faults FILE | --scenario NAME]
  web [--port N] [--data-dir DIR] [--practice [URL]]

Exit status: 0 done, 1 failed, 2 wrong use, 3 refused by inspection.`;

const wrong = (reason: Text): Failure => new Failure('asked.wrong-use', { reason });

/** `npm run` changes the current folder; a typed path is relative to the folder it was run in. */
export const fromHere = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

type Options = NonNullable<ParseArgsConfig['options']>;
const json: Options = { json: { type: 'boolean' } };
const data: Options = { 'data-dir': { type: 'string' } };
const port: Options = { port: { type: 'string' } };

/** Fails with `asked.wrong-use`. */
export function parseCommand(argv: readonly string[]): Command {
  const [name, ...rest] = argv;
  switch (name) {
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      return { name: 'help' };
    case 'inspect': {
      const { values, positionals } = parse(rest, json);
      if (positionals.length === 0) throw wrong(say('needs-file', name));
      return { name, files: positionals.map(fromHere), json: values['json'] === true };
    }
    case 'run': {
      const { practice, others } = takePractice(rest);
      const { values, positionals } = parse(others, { ...json, ...data });
      const [plan, ...more] = positionals;
      if (plan === undefined || more.length > 0) throw wrong(say('needs-plan', name));
      return {
        name,
        plan: fromHere(plan),
        dataFolder: folder(values),
        practice,
        json: values['json'] === true,
      };
    }
    case 'resume':
    case 'cancel': {
      const { values, positionals } = parse(rest, { ...json, ...data });
      const [id, ...more] = positionals;
      if (id === undefined || more.length > 0) throw wrong(say('needs-id', name));
      return { name, id, dataFolder: folder(values), json: values['json'] === true };
    }
    case 'list': {
      const { values, positionals } = parse(rest, { ...json, ...data });
      if (positionals.length > 0) throw wrong(say('takes-no-file', name));
      return { name, dataFolder: folder(values), json: values['json'] === true };
    }
    case 'support': {
      const { values, positionals } = parse(rest, {
        ...json,
        ...data,
        out: { type: 'string' },
        'with-names': { type: 'boolean' },
      });
      if (positionals.length > 0) throw wrong(say('takes-no-file', name));
      const { out } = values;
      return {
        name,
        dataFolder: folder(values),
        output: typeof out === 'string' ? fromHere(out) : undefined,
        hideNames: values['with-names'] !== true,
        json: values['json'] === true,
      };
    }
    case 'practice': {
      const { values, positionals } = parse(rest, {
        ...port,
        dir: { type: 'string' },
        faults: { type: 'string' },
        scenario: { type: 'string' },
      });
      if (positionals.length > 0) throw wrong(say('takes-no-file', name));
      const { dir, faults, scenario } = values;
      const lesson = practiceScenarios.find((one) => one === scenario);
      if (scenario !== undefined && lesson === undefined)
        throw wrong(say('scenarios-are', practiceScenarios.join(', ')));
      if (lesson !== undefined && faults !== undefined) throw wrong(say('faults-or-scenario'));
      return {
        name,
        port: portOf(values),
        folder: typeof dir === 'string' ? fromHere(dir) : undefined,
        faults: typeof faults === 'string' ? fromHere(faults) : undefined,
        scenario: lesson,
      };
    }
    case 'web': {
      const { practice, others } = takePractice(rest);
      const { values, positionals } = parse(others, { ...port, ...data });
      if (positionals.length > 0) throw wrong(say('takes-no-file', name));
      return { name, port: portOf(values), dataFolder: folder(values), practice };
    }
    default:
      throw wrong(say('no-command', name));
  }
}

function parse(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw wrong((error as Error).message);
  }
}

/** `--practice` may stand alone or take a URL, which parseArgs cannot say. */
function takePractice(args: string[]): { practice: PracticeFlag | undefined; others: string[] } {
  const at = args.findIndex((arg) => arg === '--practice' || arg.startsWith('--practice='));
  const flag = args[at];
  if (flag === undefined) return { practice: undefined, others: args };
  const inline = flag.includes('=') ? flag.slice(flag.indexOf('=') + 1) : undefined;
  const next = args[at + 1];
  const url = inline ?? (next !== undefined && /^https?:\/\//.test(next) ? next : undefined);
  const taken = inline === undefined && url !== undefined ? 2 : 1;
  const others = args.toSpliced(at, taken);
  if (url === undefined) return { practice: { kind: 'embedded' }, others };
  if (!URL.canParse(url)) throw wrong(say('not-a-url', url));
  return { practice: { kind: 'url', url: url.replace(/\/+$/, '') }, others };
}

const folder = (values: Record<string, unknown>): string =>
  typeof values['data-dir'] === 'string' ? fromHere(values['data-dir']) : defaultDataFolder();

function portOf(values: Record<string, unknown>): number {
  const text = values['port'];
  if (typeof text !== 'string') return 0;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw wrong(say('not-a-port', text));
  return number;
}
