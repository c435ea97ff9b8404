/** The command line: one command in, JSON lines or sentences out, an exit status that says how it went. */
import { connect } from '../../contract/connect.ts';
import { calls, type Client } from '../../contract/calls.ts';
import { contractVersion } from '../../contract/version.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { FailureView } from '../../contract/failure.ts';
import { openInspector } from '../core/compose.ts';
import { serve } from '../core/serve.ts';
import { systemLocale } from '../doors/system-locale.ts';
import { openCore } from '../doors/open-core.ts';
import { runWebDoor } from '../web/run-web-door.ts';
import { parseCommand, usage, type Command } from './arguments.ts';
import { memoryPorts } from './memory-port.ts';
import { humanOutput, jsonOutput, type Output } from './output.ts';
import { runPractice } from './practice.ts';
import { saveSupport } from './support.ts';
import { exitOf, resumeMigration, runPlan, type Exit } from './run.ts';

const out = (line: string): void => void process.stdout.write(`${line}\n`);
// The reader of our output may close it early (`… | head`): then we stop writing, and the work continues.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

function outputFor(json: boolean): Output {
  if (json) return jsonOutput(out);
  const rewrite = (line: string): void => void process.stdout.write(`\r\u001b[2K${line}`);
  const afterProgress = (line: string): void => out(process.stdout.isTTY ? `\r\u001b[2K${line}` : line);
  return humanOutput(afterProgress, process.stdout.isTTY ? rewrite : undefined, systemLocale());
}

async function withCore(
  options: { dataFolder: string; practice?: Extract<Command, { name: 'run' }>['practice'] },
  act: (client: Client) => Promise<Exit>,
): Promise<Exit> {
  const core = await openCore({
    dataFolder: options.dataFolder,
    door: 'command-line',
    desktop: {},
    locale: systemLocale(),
    ...(options.practice === undefined ? {} : { practice: options.practice, practiceOnly: true }),
    onBug: (error) => void process.stderr.write(`${String((error as Error).stack ?? error)}\n`),
  });
  const [mine, cores] = memoryPorts();
  try {
    serve(core.service, cores, () => undefined); // a bug travels to `report` below as a failure
    const client = connect(calls, mine);
    await client.hello({ contract: contractVersion() });
    return await act(client);
  } finally {
    mine.close();
    await core.close();
  }
}

async function run(command: Command, output: Output, stop: AbortSignal): Promise<Exit> {
  switch (command.name) {
    case 'help':
      out(usage);
      return 0;
    case 'inspect':
      return inspect(command.files, output);
    case 'run':
      return withCore(command, (client) => runPlan(client, command.plan, output, stop));
    case 'resume':
      return withCore(command, (client) => resumeMigration(client, command.id, output, stop));
    case 'cancel':
      return withCore(command, async (client) => {
        await client['migration.cancel']({ id: command.id });
        output.finished({ migrationId: command.id, cancelled: true }, (words) => words.cancelled(command.id));
        return 0;
      });
    case 'list':
      return withCore(command, (client) => list(client, output));
    case 'support':
      return withCore(command, (client) => saveSupport(client, command, output));
    case 'practice':
      return runPractice(command, out, stop);
    case 'web':
      return runWebDoor({ ...command, write: out, stop });
  }
}

/** Refused only when nothing at all is usable; a mixed answer is told line by line and counted in the last one. */
async function inspect(files: readonly string[], output: Output): Promise<Exit> {
  const look = await openInspector();
  let usable = 0;
  const refusals: FailureView[] = [];
  for (const disk of await look(files)) {
    output.disk(disk.path, disk);
    if (disk.usable) usable += 1;
    else refusals.push(...disk.refusals.slice(0, 1));
  }
  const [first] = refusals;
  if (usable === 0 && first !== undefined) {
    output.allRefused(first);
    return exitOf(first.code);
  }
  output.finished({ disks: usable + refusals.length, usable, refused: refusals.length });
  return 0;
}

async function list(client: Client, output: Output): Promise<Exit> {
  for await (const event of client['migration.follow']({})) {
    if (event.kind !== 'all') continue;
    event.migrations.forEach((view) => output.migration(view));
    const count = event.migrations.length;
    output.finished({ migrations: count }, count === 0 ? (words) => words.noMigrations : undefined);
    break;
  }
  return 0;
}

async function main(): Promise<Exit> {
  const argv = process.argv.slice(2);
  // A program that starts the practice cloud reads lines of JSON, also when the start fails.
  const output = outputFor(argv.includes('--json') || argv[0] === 'practice');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  try {
    return await run(parseCommand(argv), output, stop.signal);
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.code === 'program.bug') process.stderr.write(`${String((error as Error).stack ?? error)}\n`);
    output.failed(failure.view());
    if (failure.code === 'asked.wrong-use') process.stderr.write(`${usage}\n`);
    return exitOf(failure.code);
  }
}

// Set, not `exit()`: that would drop output still waiting in a pipe.
process.exitCode = await main();
