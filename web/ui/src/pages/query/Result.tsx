import type { QueryResult } from '../../api/types';
import { hrefWith, param } from '../../app/location';
import { Empty } from '../../parts/Empty';
import { Notice } from '../../parts/Notice';
import { TableFrame } from '../../parts/TableFrame';
import { count, plural } from '../../parts/words';
import { Cell } from './Cell';
import { download, toCsv, toObjects } from './exportRows';
import { ROW_LIMIT } from './useQueryRun';

export function Result({ result, dimmed }: { result: QueryResult; dimmed: boolean }) {
  const { columns, rows, summary, notifications } = result;
  const view = param('view') === 'json' ? 'json' : 'table';
  const json = () => JSON.stringify(toObjects(columns, rows), null, 2);
  return (
    <section class={dimmed ? 'result dimmed' : 'result'} aria-label="Result" aria-busy={dimmed}>
      <div class="result-bar">
        <nav class="views" aria-label="View">
          <a href={hrefWith({ view: null })} aria-current={view === 'table' ? 'true' : undefined}>Table</a>
          <a href={hrefWith({ view: 'json' })} aria-current={view === 'json' ? 'true' : undefined}>JSON</a>
        </nav>
        <span class="secondary result-words" role="status">
          {plural(summary.rowCount, 'row')} in {count(summary.timeMs)} ms · read-only · limit {count(ROW_LIMIT)}
        </span>
        <button type="button" class="button" onClick={() => download('result.csv', 'text/csv', toCsv(columns, rows))}>Export CSV</button>
        <button type="button" class="button" onClick={() => download('result.json', 'application/json', json())}>Export JSON</button>
      </div>
      {notifications.map((notification, index) => (
        <Notice key={index} tone="warn" title={notification.title ?? 'Notice'}>{notification.description}</Notice>
      ))}
      {summary.truncated && (
        <Notice tone="warn" title={`Cut at ${plural(rows.length, 'row')}`}>
          The query has more rows than are shown here and exported. Add an ORDER BY and LIMIT, or aggregate.
        </Notice>
      )}
      {rows.length === 0 && (
        <Empty kind="no-match" title="No rows">The query ran and matched nothing. Drop a condition or check the labels.</Empty>
      )}
      {rows.length > 0 && view === 'table' && <Rows columns={columns} rows={rows} />}
      {rows.length > 0 && view === 'json' && <pre class="panel code" tabIndex={0} aria-label="Rows as JSON">{json()}</pre>}
    </section>
  );
}

function Rows({ columns, rows }: { columns: string[]; rows: unknown[][] }) {
  const numeric = columns.map((_, index) => rows.every((row) => typeof row[index] === 'number' || row[index] === null));
  return (
    <TableFrame label="Rows">
      <thead>
        <tr>{columns.map((column, index) => <th key={index} scope="col" class={numeric[index] ? 'number' : undefined}>{column}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {row.map((value, index) => <td key={index} class={numeric[index] ? 'number' : 'cell'}><Cell value={value} /></td>)}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
