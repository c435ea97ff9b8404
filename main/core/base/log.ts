/** A job's log: one JSON object a line, redacted before it is written, appended in order. */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import { logLine, type LogLine } from '../../../contract/migrations.ts';
import { type StageName } from '../../../contract/stages.ts';
import { says } from '../../../words/say.ts';
import { isoNow, type Clock } from './clock.ts';
import { addToOwnFileSync, readOwnFileSync } from './own-file.ts';
import { recordsIn } from './record-file.ts';
import { redact } from './redact.ts';

export type LogFacts = Record<string, string | number | boolean>;

export interface Log {
  /** `event` is a short fixed phrase; what varies goes into the facts. */
  write(level: LogLine['level'], event: string, facts?: LogFacts): void;
  /** The same log, naming the stage that speaks. */
  forStage(stage: StageName): Log;
}

/** Appends synchronously: a line that was written before a crash is there after it. */
export function fileLog(path: string, clock: Clock, onLine: (line: LogLine) => void, stage?: StageName): Log {
  return {
    write(level, event, facts = {}) {
      const text = redact(
        JSON.stringify({
          when: isoNow(clock),
          level,
          ...(stage === undefined ? {} : { stage }),
          event,
          facts,
        } satisfies LogLine),
      );
      addToOwnFileSync(path, `${text}\n`);
      onLine(JSON.parse(text) as LogLine);
    },
    forStage: (name) => fileLog(path, clock, onLine, name),
  };
}

/** What a log says of an error: its code and facts, sentences of ours in English, and where our own code broke. */
export function failureFacts(error: unknown): LogFacts {
  const { code, facts } = Failure.from(error).view();
  const ours = failedWith(error, 'program.bug') || !(error instanceof Failure);
  return {
    failure: code,
    ...says.en.facts(facts),
    ...(ours ? { stack: String((error as Error).stack) } : {}),
  };
}

/** The lines so far; a half-written last line (power cut) is left out. */
export function readLog(path: string): LogLine[] {
  let text: string;
  try {
    text = readOwnFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return recordsIn(text, logLine);
}
