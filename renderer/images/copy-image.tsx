/** Copies an image to several regions at once: each copy succeeds or fails, and is given up or tried again, by itself. */
import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CopyBegun } from '../state/images.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { Table } from '../ui/table.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { CopyRow } from './copy-row.tsx';
import { ImageNameField, imageNameFits } from './image-name-field.tsx';
import type { OneImage } from './image-page.tsx';
import { regionName, useRegions } from './use-regions.ts';

const none: readonly CopyBegun[] = [];

export function CopyImage({ place, image, own }: OneImage): ReactNode {
  const words = useWords();
  const say = useSay();
  const page = usePage();
  const task = useTask();
  const regions = useRegions(place.account);
  const of = `${place.account} ${place.region} ${image.imageId}`;
  const begun = useStore(page.images.store, (state) => state.copies[of]) ?? none;
  const [to, setTo] = useState<readonly string[]>(own ? [] : [place.region]);
  const [name, setName] = useState(`${image.name}-copy`.slice(0, 128));
  const { copy } = words.images;

  const start = async (wanted: readonly { region: string; name: string }[]): Promise<void> => {
    const { account, region } = place;
    const fates = await page.actions.core()['images.copy']({
      account,
      region,
      imageId: image.imageId,
      to: [...wanted],
    });
    const nameIn = new Map(wanted.map((one) => [one.region, one.name]));
    page.images.noteCopies(
      of,
      fates.map((fate) => ({ ...fate, name: nameIn.get(fate.region) ?? name })),
    );
  };
  const options = (regions.at === 'known' ? regions.value : [])
    .filter(({ id }) => (own ? id !== place.region : id === place.region))
    .map((one) => ({ value: one.id, label: say.region(one) }));

  return (
    <>
      <section className="card" aria-labelledby="copy-image">
        <h3 id="copy-image">{copy.title}</h3>
        <p>{own ? copy.intro : copy.sharedIntro}</p>
        <div className="fields">
          <Field label={copy.regions} required help={copy.regionsHelp} wide>
            {(wire) => (
              <Select
                {...wire}
                mode="multiple"
                maxCount={20}
                showSearch={{ optionFilterProp: 'label' }}
                loading={regions.at === 'loading'}
                value={[...to]}
                onChange={(next: string[]) => setTo(next)}
                options={options}
              />
            )}
          </Field>
          <ImageNameField label={copy.name} value={name} onChange={setName} />
        </div>
        <p className="quiet">{copy.encrypted}</p>
        {task.failure !== undefined && <FailureNotice failure={task.failure} />}
        <div className="buttons">
          <Button
            type="primary"
            loading={task.running}
            disabled={to.length === 0 || !imageNameFits(name)}
            onClick={() =>
              void task
                .run(() => start(to.map((region) => ({ region, name }))))
                .then((done) => {
                  if (done) setTo([]);
                })
            }
          >
            {copy.start}
          </Button>
        </div>
      </section>
      {begun.length > 0 && (
        <section className="card" aria-labelledby="copies-begun">
          <h3 id="copies-begun">{copy.begun}</h3>
          <Table small headings={[copy.columns.region, copy.columns.state, copy.columns.actions]}>
            {begun.map((one) => (
              <CopyRow
                key={`${one.region} ${one.imageId ?? ''}`}
                account={place.account}
                copy={one}
                region={say.region({ id: one.region, name: regionName(regions, one.region) })}
                onRetry={() => start([{ region: one.region, name: one.name }])}
              />
            ))}
          </Table>
        </section>
      )}
    </>
  );
}
