/**
 * The shape of the contract: named calls and streams with a schema for what goes in and what comes out, and the frames
 * that carry them over any channel of strings. Types on both sides follow from the schemas.
 */
import { z } from './schema.ts';
import { failureView } from './failure.ts';

export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'call';
  readonly input: I;
  readonly output: O;
}
export interface Stream<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'stream';
  readonly input: I;
  readonly output: O;
}
export type Contract = Readonly<Record<string, Call | Stream>>;

export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({
  kind: 'call',
  input,
  output,
});
export const stream = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Stream<I, O> => ({
  kind: 'stream',
  input,
  output,
});

/** What goes in or comes out where there is nothing to say: an empty object on the way, no value in core. */
export const nothing = z.strictObject({});

type Sent<P extends Call | Stream> = z.input<P['input']>;
type Parsed<P extends Call | Stream> = z.output<P['input']>;
type Answered<P extends Call | Stream> = z.output<P['output']>;
type Given<P extends Call | Stream> = Answered<P> extends Record<string, never> ? Answered<P> | void : Answered<P>;

/** What core implements: one function per entry; the signal aborts when the caller stops or goes away. */
export type Service<C extends Contract> = {
  readonly [N in keyof C]: C[N] extends Stream
    ? (input: Parsed<C[N]>, signal: AbortSignal) => AsyncIterable<Answered<C[N]>>
    : (input: Parsed<C[N]>, signal: AbortSignal) => Promise<Given<C[N]>>;
};
/** What the page and the command line hold. */
export type ClientOf<C extends Contract> = {
  readonly [N in keyof C]: C[N] extends Stream
    ? (input: Sent<C[N]>, signal?: AbortSignal) => AsyncIterable<Answered<C[N]>>
    : (input: Sent<C[N]>, signal?: AbortSignal) => Promise<Answered<C[N]>>;
};

/** A channel of strings: MessagePort, WebSocket or memory. */
export interface Port {
  post(frame: string): void;
  onMessage(listener: (frame: string) => void): void;
  /** Called once when the other side is gone. */
  onClose(listener: () => void): void;
  close(): void;
}

const id = z.int().positive();
export const requestFrame = z.union([
  z.strictObject({ id, call: z.string().max(64), input: z.unknown() }),
  z.strictObject({ id, stop: z.literal(true) }),
]);
export const answerFrame = z.union([
  z.strictObject({ id, ok: z.unknown() }),
  z.strictObject({ id, event: z.unknown() }),
  z.strictObject({ id, end: z.literal(true) }),
  z.strictObject({ id, failure: failureView }),
]);
