import { Panel } from '../../parts/Panel';
import { Time } from '../../parts/Time';
import { forgetQueries, pastQueries } from './history';

export function HistoryPanel({ onChoose }: { onChoose: (cypher: string) => void }) {
  const queries = pastQueries.value;
  return (
    <Panel
      title="History"
      note="in this browser only"
      action={queries.length > 0 && <button type="button" class="quiet-button" onClick={forgetQueries}>Clear</button>}
    >
      {queries.length === 0 ? <p class="panel-text secondary">Queries you run are listed here.</p> : (
        <ul class="rows history">
          {queries.map(({ cypher, at }) => (
            <li key={cypher}>
              <button type="button" class="row row-button" onClick={() => onChoose(cypher)}>
                <span class="mono row-name">{cypher}</span>
                <span class="row-end secondary"><Time at={at} /></span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
