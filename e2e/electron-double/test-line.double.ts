/** What the double and the test that drives it say to each other, over the channel between their two processes. */

/** From the test: what a person or the system does, and answers to dialogs. */
export type FromTest =
  | { does: 'close-window' }
  | { does: 'kill-core' }
  | { does: 'power'; event: 'suspend' | 'resume' | 'shutdown' }
  | { does: 'answer'; id: number; answer: unknown };

/** To the test. */
export type ToTest =
  | { tells: 'window'; debugger: string }
  | { tells: 'asks'; id: number; dialog: 'open' | 'message'; options: unknown }
  | { tells: 'error-box'; title: string; content: string }
  | { tells: 'opened'; url: string }
  | { tells: 'refused'; what: string; url: string }
  | { tells: 'focus' };

export const tell = (message: ToTest): void => void process.send?.(message);

const waiting = new Map<number, (answer: unknown) => void>();
let lastId = 0;

/** Shows a dialog: the test is the person who answers it. */
export function ask(dialog: 'open' | 'message', options: unknown): Promise<unknown> {
  const id = ++lastId;
  tell({ tells: 'asks', id, dialog, options });
  return new Promise((resolve) => waiting.set(id, resolve));
}

export function hear(listener: (message: Exclude<FromTest, { does: 'answer' }>) => void): void {
  process.on('message', (message: FromTest) => {
    if (message.does !== 'answer') return listener(message);
    waiting.get(message.id)?.(message.answer);
    waiting.delete(message.id);
  });
}
