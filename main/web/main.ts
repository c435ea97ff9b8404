/** Starts the web door by itself: prints the link, ends by a signal. */
import { Failure } from '../../contract/failure-error.ts';
import { says } from '../../words/say.ts';
import { readStartOptions } from '../doors/start-options.ts';
import { systemLocale } from '../doors/system-locale.ts';
import { runWebDoor } from './run-web-door.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());

try {
  const { practice, practiceOnly, ...options } = readStartOptions(process.argv.slice(2), true);
  process.exitCode = await runWebDoor({
    ...options,
    ...(practiceOnly ? { practice } : {}),
    write: (line) => void process.stdout.write(`${line}\n`),
    stop: stop.signal,
  });
} catch (error) {
  const failure = Failure.from(error);
  const { title, happened, todo } = says[systemLocale()].failure(failure.view());
  process.stderr.write(`${title}. ${happened} ${todo} (${failure.code})\n`);
  process.exitCode = failure.code === 'asked.wrong-use' ? 2 : 1;
}
