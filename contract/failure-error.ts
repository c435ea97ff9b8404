/** The failure as a throwable. Carries code and facts; a message is only for stack traces in the log. */
import { failures, type FailureCode, type FailureFacts, type FailureView, type Retry } from './failure.ts';

export class Failure<C extends FailureCode = FailureCode> extends Error {
  override readonly name = 'Failure';
  readonly code: C;
  readonly facts: FailureFacts[C];

  constructor(code: C, facts: FailureFacts[C], options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
  }

  get retry(): Retry {
    return failures[this.code].retry;
  }

  view(): FailureView {
    // The facts belong to the code: the constructor takes no others.
    return { code: this.code, facts: { ...this.facts } } as FailureView;
  }

  static of(view: FailureView): Failure {
    return new Failure<FailureCode>(view.code, view.facts);
  }

  /** What was caught, as a failure; whatever we did not foresee is our bug and says so. */
  static from(error: unknown): Failure {
    if (isFailure(error)) return error;
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return new Failure('program.bug', { detail }, { cause: error });
  }
}

/** What a bare `instanceof` would narrow to a failure of any facts at all. */
export const isFailure = (error: unknown): error is Failure => error instanceof Failure;

/** True for a failure with this very code; narrows its facts. */
export const failedWith = <C extends FailureCode>(error: unknown, code: C): error is Failure<C> =>
  error instanceof Failure && error.code === code;
