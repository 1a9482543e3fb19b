import { useEffect, useState } from 'preact/hooks';
import { get } from '../api/client';
import type { Schema } from '../api/types';
import { useResource } from '../api/useResource';
import { here, navigate, param } from '../app/location';
import { queryHref } from '../app/urlState';
import { CopyButton } from '../parts/CopyButton';
import { useTitle } from '../parts/useTitle';
import { EditorFrame } from './query/EditorFrame';
import { Examples } from './query/Examples';
import { HistoryPanel } from './query/HistoryPanel';
import { ParameterFields } from './query/ParameterFields';
import { parametersOf, parseParameter } from './query/parameters';
import { QueryFailure } from './query/QueryFailure';
import { Result } from './query/Result';
import { Running } from './query/Running';
import { rememberQuery } from './query/history';
import { useQueryRun } from './query/useQueryRun';

/** The address holds the query that the rows below belong to; the editor may already be ahead of it. */
export default function QueryPage() {
  useTitle('Query');
  const address = here.value.search.replace(/[?&]view=\w+/, '');
  const asked = param('q');
  const [draft, setDraft] = useState(asked);
  const [given, setGiven] = useState({ text: asked });
  const [fields, setFields] = useState(fieldsOf(here.value.searchParams));
  const [historyOpen, setHistoryOpen] = useState(false);
  const { run, start, cancel, clear } = useQueryRun();
  const schema = useResource('schema', (abort) => get<Schema>('/schema', {}, abort));

  const put = (cypher: string) => {
    setDraft(cypher);
    setGiven({ text: cypher });
  };
  const runAddress = () => {
    const wanted = fieldsOf(here.value.searchParams);
    const cypher = param('q');
    put(cypher);
    setFields(wanted);
    if (!cypher) return clear();
    // A link without all its parameters waits for them.
    const names = parametersOf(cypher);
    if (names.some((name) => wanted[name] === undefined)) return clear();
    start(cypher, Object.fromEntries(names.map((name) => [name, parseParameter(wanted[name]!)])));
  };
  useEffect(runAddress, [address]);

  const names = parametersOf(draft);
  const ask = () => {
    if (!draft.trim()) return;
    rememberQuery(draft);
    const target = queryHref(draft, Object.fromEntries(names.map((name) => [name, fields[name] || '""'])));
    const view = param('view');
    const full = view ? `${target}&view=${view}` : target;
    if (full === here.value.pathname + here.value.search) runAddress();
    else navigate(full);
  };

  const running = run.startedAt !== null;
  return (
    <div class="page">
      <div class="page-head">
        <h1>Query</h1>
        <span class="secondary">read-only Cypher</span>
        <span class="page-actions">
          <button type="button" class="button" aria-expanded={historyOpen} onClick={() => setHistoryOpen(!historyOpen)}>History</button>
          <CopyButton />
          <button type="button" class="button button-primary" disabled={!draft.trim()} onClick={ask}>
            Run <kbd aria-hidden="true">Ctrl ⏎</kbd>
          </button>
        </span>
      </div>
      <EditorFrame
        given={given}
        draft={draft}
        schema={schema.data}
        problem={run.problem?.body ?? null}
        onChange={setDraft}
        onRun={ask}
      />
      <ParameterFields names={names} values={fields} onChange={(name, value) => setFields({ ...fields, [name]: value })} onRun={ask} />
      {historyOpen && <HistoryPanel onChoose={(cypher) => { put(cypher); setHistoryOpen(false); }} />}
      {running && <Running since={run.startedAt!} cancel={cancel} />}
      {run.cancelled && <p class="secondary" role="status">Cancelled. The server has stopped the query.</p>}
      {run.problem && <QueryFailure problem={run.problem} retry={ask} />}
      {run.result && !run.problem && !run.cancelled && <Result result={run.result} dimmed={running} />}
      {!run.result && !run.problem && !running && <Examples />}
    </div>
  );
}

function fieldsOf(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...params].filter(([name]) => name.startsWith('p.')).map(([name, value]) => [name.slice(2), value]));
}
