/**
 * Core's half of the contract: answers calls and streams over a port. Whatever comes in is parsed before it is
 * believed, whatever goes out is parsed before it leaves, and every failure travels as code and facts.
 */
import { calls, type CoreService } from '../../contract/calls.ts';
import { contractVersion } from '../../contract/version.ts';
import { Failure } from '../../contract/failure-error.ts';
import { limits } from '../../contract/limits.ts';
import { fit, fitJson } from '../../contract/misfits.ts';
import { say } from '../../contract/said.ts';
import { nothing, requestFrame, type Port } from '../../contract/rpc.ts';
import type { z } from '../../contract/schema.ts';

/** Serves until the port closes; then every running call is aborted. `onBug` hears of errors that are no failures. */
export function serve(service: CoreService, port: Port, onBug: (error: unknown) => void): void {
  const running = new Map<number, AbortController>();
  let greeted = false;
  let open = true;
  const send = (frame: object): void => {
    if (open) port.post(JSON.stringify(frame));
  };

  const answer = async (id: number, name: string, input: unknown, signal: AbortSignal): Promise<void> => {
    if (!Object.hasOwn(calls, name)) throw new Failure('asked.input-invalid', { problems: say('no-call', name) });
    const entry = calls[name as keyof typeof calls];
    const parsed = fit<z.ZodType>(entry.input, input);
    if ('misfits' in parsed) throw new Failure('asked.input-invalid', { problems: parsed.misfits });
    if (name === 'hello') {
      const page = (parsed.data as { contract: string }).contract;
      if (page !== contractVersion()) throw new Failure('program.version-mismatch', { page, core: contractVersion() });
      greeted = true;
    } else if (!greeted) {
      throw new Failure('asked.input-invalid', { problems: say('hello-first') });
    }
    const act = service[name as keyof typeof calls] as (input: unknown, signal: AbortSignal) => unknown;
    if (entry.kind === 'call') {
      const given = await act(parsed.data, signal);
      send({ id, ok: entry.output.parse(entry.output === nothing ? {} : given) });
      return;
    }
    for await (const event of act(parsed.data, signal) as AsyncIterable<unknown>) {
      if (signal.aborted) break;
      send({ id, event: entry.output.parse(event) });
    }
    send({ id, end: true });
  };

  port.onClose(() => {
    open = false;
    for (const controller of running.values()) controller.abort();
  });
  port.onMessage((text) => {
    const frame = readFrame(text);
    if (frame === undefined) {
      port.close(); // a peer that does not speak the contract gets nothing further
      return;
    }
    if ('stop' in frame) {
      running.get(frame.id)?.abort();
      return;
    }
    if (running.has(frame.id)) return;
    const controller = new AbortController();
    running.set(frame.id, controller);
    answer(frame.id, frame.call, frame.input, controller.signal)
      .catch((error: unknown) => {
        const stopped = controller.signal.aborted && !(error instanceof Failure);
        const failure = stopped ? new Failure('asked.cancelled', { stage: frame.call }) : Failure.from(error);
        if (failure.code === 'program.bug') onBug(error);
        send({ id: frame.id, failure: failure.view() });
      })
      .finally(() => running.delete(frame.id));
  });
}

function readFrame(text: string): z.infer<typeof requestFrame> | undefined {
  if (text.length > limits.frameChars) return undefined;
  const read = fitJson(requestFrame, text);
  return 'misfits' in read ? undefined : read.data;
}
