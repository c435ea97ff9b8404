/** Chooses the account and the region whose images are shown. */
import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Place } from '../state/images-route.ts';
import { usePage } from '../state/use-page.ts';
import { accountLabel } from '../parts/account-label.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { useRegions } from './use-regions.ts';

export interface PlacePickerProps {
  account: string | undefined;
  region: string | undefined;
  onChoose(place: Place): void;
}

export function PlacePicker({ account: shown, region, onChoose }: PlacePickerProps): ReactNode {
  const words = useWords();
  const say = useSay();
  const accounts = useStore(usePage().accounts, (state) => state.list) ?? [];
  // An account alone is no place yet: it waits here for its region.
  const [chosen, setChosen] = useState<string>();
  const account = region === undefined ? (chosen ?? shown) : shown;
  const regions = useRegions(account);
  return (
    <>
      <div className="place">
        <label>
          <span className="quiet">{words.images.account}</span>
          <Select
            aria-label={words.images.account}
            {...(account === undefined ? {} : { value: account })}
            onChange={(next: string) => (region === undefined ? setChosen(next) : onChoose({ account: next, region }))}
            options={accounts.map((one) => ({ value: one.name, label: accountLabel(one, words) }))}
          />
        </label>
        <label>
          <span className="quiet">{words.images.region}</span>
          <Select
            aria-label={words.images.region}
            showSearch={{ optionFilterProp: 'label' }}
            loading={regions.at === 'loading'}
            {...(region === undefined ? {} : { value: region })}
            onChange={(next: string) => account !== undefined && onChoose({ account, region: next })}
            options={(regions.at === 'known' ? regions.value : []).map((one) => ({
              value: one.id,
              label: say.region(one),
            }))}
          />
        </label>
      </div>
      {regions.at === 'failed' && <FailureNotice failure={regions.failure} />}
    </>
  );
}
