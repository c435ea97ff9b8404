/** Answers calls of one of the two small contracts between our own processes: parsed on arrival, failures as code and facts. */
import { Failure } from '../../contract/failure-error.ts';
import { say } from '../../contract/said.ts';
import { requestFrame, type Call, type Port, type Service } from '../../contract/rpc.ts';
import { recordIn } from '../core/base/record-file.ts';

/** A frame that cannot be read is a bug of ours, since both ends are: it throws. */
export function answerCalls<C extends Readonly<Record<string, Call>>>(
  contract: C,
  service: Service<C>,
  port: Port,
): void {
  const running = new Map<number, AbortController>();
  port.onClose(() => {
    for (const controller of running.values()) controller.abort();
  });
  const answer = async (name: string, input: unknown, signal: AbortSignal): Promise<unknown> => {
    const entry = Object.hasOwn(contract, name) ? contract[name] : undefined;
    if (entry === undefined) throw new Failure('asked.input-invalid', { problems: say('no-call', name) });
    const act = service[name] as (input: unknown, signal: AbortSignal) => Promise<unknown>;
    return entry.output.parse(await act(entry.input.parse(input), signal));
  };
  port.onMessage((text) => {
    const frame = recordIn(text, 'frame', requestFrame);
    if ('stop' in frame) {
      running.get(frame.id)?.abort();
      return;
    }
    const controller = new AbortController();
    running.set(frame.id, controller);
    answer(frame.call, frame.input, controller.signal)
      .then(
        (ok) => port.post(JSON.stringify({ id: frame.id, ok })),
        (error: unknown) => port.post(JSON.stringify({ id: frame.id, failure: Failure.from(error).view() })),
      )
      .finally(() => running.delete(frame.id));
  });
}
