import { describe, expect, it } from 'vitest';
import { stageNames, type StageName } from '../../../contract/stages.ts';
import { advance, currentStage, statusOf, type Stages, type Step } from './machine.ts';
import { pendingStages } from './record.ts';

const when = '2026-01-01T00:00:00.000Z';
const failure = { code: 'network.unreachable', facts: { host: 'h', reason: 'r' } } as const;
const steps = (...list: Step[]): Stages => list.reduce(advance, pendingStages() as Stages);

/** Numbers without end from one seed, so that a failing walk can be walked again. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

describe('the machine', () => {
  it('runs the stages in their order and ends done', () => {
    let stages: Stages = pendingStages();
    for (const stage of stageNames) {
      expect(currentStage(stages)).toBe(stage);
      stages = advance(stages, { do: 'begin', stage, when });
      expect(statusOf(stages, true)).toBe('running');
      stages = advance(stages, { do: 'finish', stage, when });
    }
    expect(statusOf(stages, true)).toBe('done');
  });

  it('counts attempts through interruptions, so that a stage that kills the program is seen to', () => {
    const stages = steps(
      { do: 'begin', stage: 'inspect', when },
      { do: 'pause', stage: 'inspect', because: 'interrupted' },
      { do: 'begin', stage: 'inspect', when },
    );
    expect(stages.inspect).toMatchObject({ at: 'running', attempt: 2 });
  });

  it('refuses to begin a later stage before an earlier one is settled', () => {
    expect(() => steps({ do: 'begin', stage: 'upload', when })).toThrow(/cannot begin/);
  });

  it('refuses to finish what does not run', () => {
    expect(() => steps({ do: 'finish', stage: 'inspect', when })).toThrow(/cannot finish/);
  });

  it('keeps finished stages when cancelled, and cannot go on afterwards', () => {
    const stages = steps(
      { do: 'begin', stage: 'inspect', when },
      { do: 'finish', stage: 'inspect', when },
      { do: 'cancel' },
    );
    expect(stages.inspect.at).toBe('done');
    expect(statusOf(stages, true)).toBe('cancelled');
    expect(() => advance(stages, { do: 'begin', stage: 'convert', when })).toThrow();
  });

  it('never has two stages at work, whatever is asked of it in whatever order', () => {
    const kinds: ((stage: StageName) => Step)[] = [
      (stage) => ({ do: 'begin', stage, when }),
      (stage) => ({ do: 'finish', stage, when }),
      (stage) => ({ do: 'wait', stage, when, until: when, failure }),
      (stage) => ({ do: 'pause', stage, because: 'asked' }),
      (stage) => ({ do: 'fail', stage, when, failure }),
      (stage) => ({ do: 'skip', stage, because: 'not-needed' }),
      (stage) => ({ do: 'redo', stage }),
    ];
    for (let seed = 1; seed <= 200; seed++) {
      const next = numbers(seed);
      let stages: Stages = pendingStages();
      for (let turn = 0; turn < 60; turn++) {
        const kind = kinds[next.next().value % kinds.length]!;
        const stage = stageNames[next.next().value % stageNames.length]!;
        try {
          stages = advance(stages, kind(stage));
        } catch {
          continue; // refused steps change nothing
        }
        const atWork = stageNames.filter((name) => ['running', 'waiting'].includes(stages[name].at));
        expect(atWork.length, `seed ${seed}`).toBeLessThanOrEqual(1);
      }
    }
  });
});
