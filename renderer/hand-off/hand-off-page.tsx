/** Where image migration is the wrong way: what Server Migration Center does instead, its console, and what we know of the server. */
import { Radio, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Site } from '../../contract/accounts.ts';
import { go } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { OutsideLink } from '../ui/outside-link.tsx';
import { useWords } from '../words/use-words.ts';
import { KnownServer } from './known-server.tsx';
import './hand-off.css';

const consoles: Readonly<Record<Site, { smc: string; images: string; help: string }>> = {
  international: {
    smc: 'https://smc.console.alibabacloud.com/',
    images: 'https://ecs.console.alibabacloud.com/image',
    help: 'https://www.alibabacloud.com/help/en/smc/',
  },
  china: {
    smc: 'https://smc.console.aliyun.com/',
    images: 'https://ecs.console.aliyun.com/image',
    help: 'https://help.aliyun.com/zh/smc/',
  },
};

export function HandOffPage({ id }: { id: string | undefined }): ReactNode {
  const words = useWords();
  const page = usePage();
  const { handOff } = words;
  const byId = useStore(page.migrations.store, (state) => state.byId);
  const accounts = useStore(page.accounts, (state) => state.list) ?? [];
  const withDisks = Object.values(byId).filter(({ disks }) => disks.length > 0);
  const view = id === undefined ? undefined : byId[id];
  const used = accounts.find(({ name }) => name === view?.draft?.target.account);
  const [chosen, setChosen] = useState<Site>();
  const site = chosen ?? used?.site ?? 'international';
  const links = consoles[site];
  return (
    <div className="sheet">
      <header className="sheet-head">
        <h1>{handOff.title}</h1>
      </header>
      <p>{handOff.intro}</p>
      <Points title={handOff.when} points={handOff.whenList} after={handOff.whenNot} />
      <section className="card" aria-labelledby="smc-where">
        <h2 id="smc-where">{handOff.where}</h2>
        <Radio.Group
          name="site"
          aria-label={handOff.where}
          value={site}
          onChange={(event) => setChosen(event.target.value === 'china' ? 'china' : 'international')}
          options={[
            { value: 'international', label: handOff.sites.international },
            { value: 'china', label: handOff.sites.china },
          ]}
        />
        <ul className="points">
          <li>
            <OutsideLink href={links.smc}>{handOff.open}</OutsideLink> <code>{links.smc}</code>
          </li>
          <li>
            <OutsideLink href={links.images}>{handOff.images}</OutsideLink> <code>{links.images}</code>
          </li>
          <li>
            <OutsideLink href={links.help}>{handOff.help}</OutsideLink> <code>{links.help}</code>
          </li>
        </ul>
      </section>
      <section className="card" aria-labelledby="smc-about">
        <header className="card-head">
          <h2 id="smc-about">{handOff.about}</h2>
          {withDisks.length > 0 && (
            <Select
              className="migration-choice"
              aria-label={handOff.choose}
              placeholder={handOff.choose}
              value={view?.id ?? null}
              onChange={(next) => go({ at: 'server-migration', id: next ?? undefined })}
              options={withDisks.map(({ id: value, name }) => ({
                value,
                label: name || words.home.untitled,
              }))}
            />
          )}
        </header>
        <p className="quiet">{withDisks.length === 0 ? handOff.none : handOff.aboutIntro}</p>
        {view !== undefined && <KnownServer key={view.id} view={view} />}
      </section>
      <Points title={handOff.steps} points={handOff.stepList} numbered />
      <Points title={handOff.needs} points={handOff.needList} />
    </div>
  );
}

interface PointsProps {
  title: string;
  points: readonly string[];
  numbered?: boolean;
  after?: string;
}

function Points({ title, points, numbered = false, after }: PointsProps): ReactNode {
  const List = numbered ? 'ol' : 'ul';
  return (
    <section className="card">
      <h2>{title}</h2>
      <List className="points">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </List>
      {after !== undefined && <p className="quiet">{after}</p>}
    </section>
  );
}
