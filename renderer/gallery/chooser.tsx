/** All states of all screens as links; the chosen one is shown beside them in the width, language and theme wished. */
import { useState, type ReactNode } from 'react';
import type { Screen } from './state.ts';
import './gallery.css';

const choices = {
  locale: ['en', 'zh'],
  theme: ['light', 'dark'],
  width: ['1024', '1440', '820', '512'],
} as const;
type Wish = { [C in keyof typeof choices]: string };

export function Chooser({ screens }: { screens: Readonly<Record<string, Screen>> }): ReactNode {
  const [wish, setWish] = useState<Wish>({ locale: 'en', theme: 'light', width: '1024' });
  const [address, setAddress] = useState('screen=migrations&state=data');
  const { width, ...query } = wish;
  const src = `?${address}&${new URLSearchParams(query).toString()}`;
  return (
    <div className="gallery">
      <nav>
        {(Object.keys(choices) as (keyof Wish)[]).map((name) => (
          <select
            key={name}
            aria-label={name}
            value={wish[name]}
            onChange={(event) => setWish({ ...wish, [name]: event.target.value })}
          >
            {choices[name].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        ))}
        <a href={src} target="_blank" rel="noreferrer">
          {src}
        </a>
        {Object.entries(screens).map(([screen, states]) => (
          <details key={screen} open>
            <summary>{screen}</summary>
            {Object.keys(states).map((state) => {
              const here = `screen=${screen}&state=${state}`;
              return (
                <button key={state} type="button" aria-pressed={here === address} onClick={() => setAddress(here)}>
                  {state}
                </button>
              );
            })}
          </details>
        ))}
      </nav>
      <iframe key={src} title={src} src={src} width={width} />
    </div>
  );
}
