/** The files of a split disk, each with how it was met and what to do about it. */
import type { ReactNode } from 'react';
import type { Piece, PieceState } from '../../../contract/disks.ts';
import { Mark, type MarkTone } from '../../ui/mark.tsx';
import { Table } from '../../ui/table.tsx';
import { useSay, useWords, type Say, type Words } from '../../words/use-words.ts';

const toneOf: Record<PieceState, MarkTone> = {
  found: 'good',
  missing: 'bad',
  'wrong-size': 'bad',
  'wrong-header': 'bad',
  renamed: 'mind',
};

export function PieceTable({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { pieceColumns: columns } = words.disks;
  const found = pieces.filter(({ state }) => state === 'found' || state === 'renamed').length;
  return (
    <>
      <Table
        small
        caption={
          <>
            {words.disks.files} <span className="quiet">{words.disks.piecesFound(found, pieces.length)}</span>
          </>
        }
        className="table-pieces"
        headings={[columns.name, columns.state, { number: columns.size }, columns.todo]}
      >
        {pieces.map((piece) => (
          <tr key={piece.name}>
            <td className="piece-name">{piece.name}</td>
            <td>
              <Mark tone={toneOf[piece.state]}>{say.pieceState(piece.state)}</Mark>
            </td>
            <td className="number">{piece.state === 'missing' ? '' : say.bytes(piece.bytes)}</td>
            <td>{todoOf(piece, words, say)}</td>
          </tr>
        ))}
      </Table>
      {pieces.length > 1 && <p className="quiet">{words.disks.piecesHelp}</p>}
    </>
  );
}

function todoOf({ state, name, foundAs, neededBytes }: Piece, words: Words, say: Say): string {
  const { pieceTodo } = words.disks;
  if (state === 'renamed') return pieceTodo.renamed(foundAs ?? name);
  if (state === 'wrong-size')
    return pieceTodo['wrong-size'](name, neededBytes === undefined ? '' : say.bytes(neededBytes));
  return pieceTodo[state](name);
}
