/** The report exactly as it will be saved, before it is. */
import { Button } from 'antd';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useWords } from '../../words/use-words.ts';

export interface SavedReport {
  kind: 'html' | 'json';
  /** Of the file. */
  name: string;
  text: string;
}

const types = { html: 'text/html', json: 'application/json' };

export function ReportPreview({ report, onClose }: { report: SavedReport; onClose(): void }): ReactNode {
  const words = useWords();
  const save = (): void => {
    saveFile(report.name, types[report.kind], report.text);
    onClose();
  };
  return (
    <Dialog
      side
      title={words.program.reportTitle}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button type="primary" onClick={save}>
            {words.program.saveAs(report.name)}
          </Button>
        </>
      }
    >
      {report.kind === 'html' ? (
        <AsPage html={report.text} />
      ) : (
        <pre className="saved-text" tabIndex={0} aria-label={report.name}>
          {report.text}
        </pre>
      )}
    </Dialog>
  );
}

/** Core wrote the page and escaped all that came from elsewhere; a script in it would find itself forbidden besides. */
function AsPage({ html }: { html: string }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    place.current?.replaceChildren(...body.childNodes);
  }, [html]);
  // reached by Tab, so that arrow keys can scroll it
  return <div ref={place} className="report-page" role="document" tabIndex={0} />;
}
