/** The system on the disk, as far as the disk tells. */
import type { ReactNode } from 'react';
import type { GuestFacts as Facts } from '../../../contract/guest.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { useSay, useWords } from '../../words/use-words.ts';

export function GuestFacts({ guest }: { guest: Facts }): ReactNode {
  const { check } = useWords();
  const say = useSay();
  const { fact } = check;
  const { root, kernel, bootMode } = guest;
  const cards = guest.networkCards.map(({ name, method }) => fact.card(name, fact.methods[method]));
  const { freeBytes } = root ?? {};
  return (
    <section className="card" aria-labelledby="guest-facts">
      <h3 id="guest-facts">{check.facts}</h3>
      <FactList
        facts={[
          [fact.system, guest.prettyName ?? [guest.distribution, guest.version].filter(Boolean).join(' ')],
          [fact.edition, guest.edition],
          [fact.architecture, guest.architecture],
          [fact.kernel, kernel],
          [fact.kernels, guest.kernels.filter((one) => one !== kernel).join(', ')],
          [fact.bootMode, bootMode === 'unknown' ? fact.bootUnknown : bootMode],
          [fact.loaders, guest.bootLoaders.join(', ')],
          [fact.host, guest.hostName],
          [fact.root, root && fact.rootOf(say.volume(root.volume), root.fileSystem)],
          ['', root && freeBytes !== undefined && fact.free(say.bytes(freeBytes), say.bytes(root.totalBytes))],
          [fact.cards, cards.join(', ')],
          [fact.drivers, guest.bootDrivers.join(', ')],
        ]}
      />
    </section>
  );
}
