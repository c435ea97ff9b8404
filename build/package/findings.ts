/** What a check found out, line by line: proven, failed, or beyond what can be known here. */

export interface Finding {
  readonly what: string;
  readonly state: 'proven' | 'FAILED' | 'not proven';
  readonly note: string;
}

export class Findings {
  readonly all: Finding[] = [];

  /** `facts`: what was seen; it is proven when there is no problem among `problems`. */
  check(what: string, facts: string, problems: readonly string[]): void {
    const failed = problems.length > 0;
    this.all.push({ what, state: failed ? 'FAILED' : 'proven', note: failed ? problems.join('; ') : facts });
  }

  /** Runs a step whose failure is a finding, not the end. */
  async step(what: string, act: () => Promise<string>): Promise<boolean> {
    try {
      this.check(what, await act(), []);
      return true;
    } catch (error) {
      this.check(what, '', [(error as Error).message]);
      return false;
    }
  }

  notProven(what: string, note: string): void {
    this.all.push({ what, state: 'not proven', note });
  }

  get failed(): number {
    return this.all.filter(({ state }) => state === 'FAILED').length;
  }

  table(): string {
    const width = Math.max(...this.all.map(({ what }) => what.length));
    const lines = this.all.map(({ what, state, note }) => `${state.padEnd(10)}  ${what.padEnd(width)}  ${note}`);
    const count = (state: Finding['state']): number => this.all.filter((each) => each.state === state).length;
    return [
      ...lines,
      '',
      `${count('proven')} proven, ${count('FAILED')} failed, ${count('not proven')} not proven here`,
    ].join('\n');
  }
}
