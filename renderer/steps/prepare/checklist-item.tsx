/** One item of the checklist: why, how, how to check, where one stands with it, and a note. */
import { Input, Radio } from 'antd';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { itemState, type ChecklistItem, type ItemState } from '../../../contract/prepare.ts';
import { Blocks } from './blocks.tsx';
import { Mark, type MarkTone } from '../../ui/mark.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

const states = ['open', 'done', 'not-applicable', 'later'] as const;
const stateTones: Record<ItemState['state'], MarkTone> = {
  open: 'quiet',
  done: 'good',
  'not-applicable': 'quiet',
  later: 'mind',
};

export interface ChecklistItemRowProps {
  item: ChecklistItem;
  state: ItemState | undefined;
  /** Opened and brought into view, since a link led here. */
  shown: boolean;
  onChange(change: { state?: ItemState['state']; note?: string }): void;
}

export function ChecklistItemRow({ item, state, shown, onChange }: ChecklistItemRowProps): ReactNode {
  const { prepare } = useWords();
  const [open, setOpen] = useState(shown);
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (shown) place.current?.scrollIntoView({ block: 'start' });
  }, [shown]);
  const now = state?.state ?? 'open';
  return (
    <details
      ref={place}
      className={`item item-${item.weight}`}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span className={`item-box item-box-${now}`} aria-hidden="true">
          {now === 'done' ? '✓' : now === 'not-applicable' ? '–' : ''}
        </span>
        <span className="item-title">{item.title}</span>
        {now === 'open' && state?.by === 'script' && <Mark tone="bad">{prepare.scriptFound}</Mark>}
        {now !== 'open' && <Mark tone={stateTones[now]}>{prepare.states[now]}</Mark>}
        <span className="quiet item-weight">{prepare.weights[item.weight]}</span>
      </summary>
      {open && <Body item={item} state={state} onChange={onChange} />}
    </details>
  );
}

function Body({ item, state, onChange }: Omit<ChecklistItemRowProps, 'shown'>): ReactNode {
  const { prepare } = useWords();
  const say = useSay();
  const id = useId();
  return (
    <div className="item-body">
      <p>{item.why}</p>
      {item.how.length > 0 && <h4>{prepare.how}</h4>}
      <Blocks blocks={item.how} of={item.title} />
      {item.check.length > 0 && <h4>{prepare.check}</h4>}
      <Blocks blocks={item.check} of={prepare.checkOf(item.title)} />
      {item.differ !== undefined && (
        <div className="differ">
          <h4>{prepare.differ}</h4>
          <p>{prepare.older(item.differ.older)}</p>
          <p>{prepare.today(item.differ.today)}</p>
          <p>{prepare.weDo(item.differ.weDo)}</p>
        </div>
      )}
      {state?.evidence !== undefined && (
        <>
          <h4>{prepare.evidence}</h4>
          <pre tabIndex={0} aria-label={prepare.evidence}>
            {state.evidence}
          </pre>
        </>
      )}
      <div className="item-state">
        <Radio.Group
          aria-label={prepare.stateOf(item.title)}
          name={`state-${item.id}`}
          value={state?.state ?? 'open'}
          onChange={(event) => onChange({ state: itemState.shape.state.parse(event.target.value) })}
          options={states.map((one) => ({ value: one, label: prepare.states[one] }))}
        />
      </div>
      <label htmlFor={id}>{prepare.note}</label>
      <Input.TextArea
        id={id}
        rows={2}
        maxLength={2000}
        value={state?.note ?? ''}
        onChange={(event) => onChange({ note: event.target.value })}
      />
      <p className="quiet">{prepare.sources(item.sources.map(say.source))}</p>
    </div>
  );
}
