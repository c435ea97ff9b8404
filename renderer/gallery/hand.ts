/** Does what a person would do on the page: presses what has a name, and writes into fields. */
import type { Words } from '../words/use-words.ts';

export interface Hand {
  /** In the language shown. */
  readonly words: Words;
  press(name: string): Promise<void>;
  write(label: string, text: string): Promise<void>;
}

const patienceMs = 4_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function soon<T>(what: string, find: () => T | undefined): Promise<T> {
  for (let waited = 0; waited < patienceMs; waited += 20) {
    const found = find();
    if (found !== undefined) return found;
    await pause(20);
  }
  throw new Error(`the gallery cannot find “${what}”`);
}

const nameOf = (element: Element): string =>
  (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim();

function named<E extends Element>(selector: string, name: string): E | undefined {
  const all = [...document.querySelectorAll<E>(selector)];
  const fits = all.filter((one) => nameOf(one).startsWith(name));
  return fits.find((one) => nameOf(one) === name) ?? fits[0];
}

const pressed = 'button, summary, label, a, [role="tab"]';

/** The field a label names by `for`, or that carries the label itself. */
function fieldOf(label: string): HTMLInputElement | HTMLTextAreaElement | undefined {
  const id = named<HTMLLabelElement>('label', label)?.htmlFor;
  const field = id === undefined ? named('input, textarea', label) : document.getElementById(id);
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field : undefined;
}

export const handWith = (words: Words): Hand => ({
  words,
  async press(name) {
    const target = await soon(name, () => {
      const found = named<HTMLElement>(pressed, name);
      return found instanceof HTMLButtonElement && found.disabled ? undefined : found;
    });
    target.click();
  },
  async write(label, text) {
    const field = await soon(label, () => fieldOf(label));
    // React looks at the prototype's setter to learn of a change.
    const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  },
});
