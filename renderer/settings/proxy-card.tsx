/** Settings of the network: the proxy with its password, and certificates to trust beside the usual ones. */
import { Button, Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { networkSettings, proxyUrl, type NetworkSettings, type ProxyWish } from '../../contract/network.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { useWords } from '../words/use-words.ts';
import { FileChooser } from '../parts/file-chooser.tsx';
import { ProxyPassword } from './proxy-password.tsx';

type Kind = ProxyWish['kind'];
const kinds: readonly Kind[] = ['system', 'none', 'manual'];
interface Form {
  kind: Kind;
  url: string;
  user: string;
  except: string;
  caFile: string;
}

const formOf = ({ proxy, caFile }: NetworkSettings): Form => {
  const manual = proxy?.kind === 'manual' ? proxy : undefined;
  return {
    kind: proxy?.kind ?? 'system',
    url: manual?.url ?? '',
    user: manual?.user ?? '',
    except: manual?.except ?? '',
    caFile: caFile ?? '',
  };
};
/** Undefined while the address is not one. */
function settingsOf({ kind, url, user, except, caFile }: Form): NetworkSettings | undefined {
  const wish = kind === 'manual' ? { kind, url, ...(user && { user }), ...(except && { except }) } : { kind };
  const parsed = networkSettings.safeParse({ proxy: wish, ...(caFile && { caFile }) });
  return parsed.success ? parsed.data : undefined;
}

export function ProxyCard(): ReactNode {
  const words = useWords();
  const page = usePage();
  const task = useTask();
  const kept = useStore(page.settings, (settings) => settings.network) ?? {};
  const [changed, setChanged] = useState<Partial<Form>>({});
  const [saved, setSaved] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const form = { ...formOf(kept), ...changed };
  const wanted = settingsOf(form);
  const set = (part: Partial<Form>): void => {
    setSaved(false);
    setChanged((before) => ({ ...before, ...part }));
  };
  const save = (): void =>
    void task.run(async () => {
      await page.actions.changeSettings({ network: wanted });
      setChanged({});
      setSaved(true);
    });
  return (
    <section className="card" aria-labelledby="network">
      <h2 id="network">{words.line.network}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="field">
          <div className="field-name" id="proxy-name">
            {words.line.proxyTitle}
          </div>
          <Radio.Group
            aria-labelledby="proxy-name"
            name="proxy"
            value={form.kind}
            onChange={(event) => set({ kind: kinds.find((one) => one === event.target.value) ?? 'system' })}
            options={kinds.map((one) => ({ value: one, label: words.line.proxies[one] }))}
          />
          <div className="field-help">{form.kind === 'system' && words.line.proxySystemHelp}</div>
        </div>
        <div className="fields">
          {form.kind === 'manual' && <ManualProxy form={form} set={set} />}
          <Field label={words.line.caFile} help={words.line.caHelp} wide>
            {(wire) => (
              <div className="choose-path">
                <Input
                  {...wire}
                  className="code"
                  value={form.caFile}
                  maxLength={32_000}
                  spellCheck={false}
                  onChange={(event) => set({ caFile: event.target.value.trim() })}
                />
                <Button onClick={() => setChoosing(true)}>{words.line.caChoose}</Button>
              </div>
            )}
          </Field>
        </div>
        <div className="buttons">
          <Button
            type="primary"
            htmlType="submit"
            loading={task.running}
            disabled={wanted === undefined || JSON.stringify(form) === JSON.stringify(formOf(kept))}
          >
            {words.line.save}
          </Button>
          <span role="status">{saved && words.line.saved}</span>
        </div>
        {task.failure !== undefined && <FailureNotice failure={task.failure} />}
      </form>
      {kept.proxy?.kind === 'manual' && kept.proxy.user !== undefined && <ProxyPassword />}
      {choosing && (
        <FileChooser
          what="certificate"
          start={undefined}
          onClose={() => setChoosing(false)}
          onChosen={({ path }) => {
            setChoosing(false);
            set({ caFile: path });
          }}
        />
      )}
    </section>
  );
}

function ManualProxy({ form, set }: { form: Form; set(part: Partial<Form>): void }): ReactNode {
  const words = useWords();
  const wrong = form.url !== '' && !proxyUrl.safeParse(form.url).success;
  const text = (name: 'url' | 'user' | 'except', label: string, help: string, problem?: string) => (
    <Field
      label={label}
      help={help}
      problem={problem}
      required={name === 'url'}
      missing={name === 'url' && form.url === ''}
    >
      {(wire) => (
        <Input
          {...wire}
          className="code"
          value={form[name]}
          maxLength={4_000}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => set({ [name]: event.target.value.trim() })}
        />
      )}
    </Field>
  );
  return (
    <>
      {text('url', words.line.proxyUrl, words.line.proxyUrlHelp, wrong ? words.line.proxyUrlWrong : undefined)}
      {text('user', words.line.proxyUser, words.line.proxyUserHelp)}
      {text('except', words.line.except, words.line.exceptHelp)}
    </>
  );
}
