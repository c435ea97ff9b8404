/** The image check in Alibaba Cloud's own three groups, gravest first: what was found, what it means, and what to do. */
import type { ReactNode } from 'react';
import type { CheckItem } from '../../contract/images.ts';
import { Mark, type MarkTone } from '../ui/mark.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/use-words.ts';
import './parts.css';

const groups: readonly [CheckItem['group'], MarkTone][] = [
  ['strongly-recommended', 'bad'],
  ['recommended', 'mind'],
  ['no-risk', 'good'],
];

export function CheckReport({ items }: { items: readonly CheckItem[] | undefined }): ReactNode {
  const words = useWords();
  return (
    <section className="card" aria-labelledby="image-check">
      <h3 id="image-check">{words.finish.check}</h3>
      {items === undefined ? (
        <p>{words.finish.checkSkipped}</p>
      ) : (
        groups.map(([group, tone]) => (
          <CheckGroup key={group} group={group} tone={tone} items={items.filter((item) => item.group === group)} />
        ))
      )}
    </section>
  );
}

interface CheckGroupProps {
  group: CheckItem['group'];
  tone: MarkTone;
  items: readonly CheckItem[];
}

function CheckGroup({ group, tone, items }: CheckGroupProps): ReactNode {
  const words = useWords();
  const { columns } = words.imageCheck;
  return (
    <section className="check-group" aria-labelledby={`group-${group}`}>
      <h4 id={`group-${group}`}>
        <Mark tone={items.length === 0 ? 'quiet' : tone}>
          {words.finish.groupCount(words.finish.groups[group], items.length)}
        </Mark>
      </h4>
      {items.length > 0 && (
        <Table small headings={[columns.item, columns.found, columns.todo]}>
          {items.map((item) => (
            <CheckRow key={item.name} item={item} />
          ))}
        </Table>
      )}
    </section>
  );
}

function CheckRow({ item }: { item: CheckItem }): ReactNode {
  const words = useWords();
  // ECS writes `GUESTOS.Nvme` or `Nvme`
  const key = item.name.replace(/^.*\./, '').toLowerCase();
  const { meaning, remedy } = words.imageCheck.items[key] ?? words.imageCheck.unknown;
  const todo = item.group === 'no-risk' ? undefined : remedy;
  return (
    <tr>
      <td>
        {item.name.replace(/^GUESTOS\./i, '')}
        <div className="quiet">{meaning}</div>
      </td>
      <td className="check-found">
        {item.value}
        {item.riskCode !== '' && (
          <div>
            <code>{item.riskCode}</code>
          </div>
        )}
      </td>
      <td>{todo ?? <span className="quiet">{words.imageCheck.nothing}</span>}</td>
    </tr>
  );
}
