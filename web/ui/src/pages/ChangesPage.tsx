import { useEffect } from 'preact/hooks';
import { get } from '../api/client';
import { mayChangeGraph, onSyncEvents } from '../api/events';
import { stats } from '../api/shared';
import type { ChangePage } from '../api/types';
import { useResource } from '../api/useResource';
import { param, setParams } from '../app/location';
import { grouped, OPERATION_OPTIONS } from '../parts/changeWords';
import { CopyButton } from '../parts/CopyButton';
import { FilterChip } from '../parts/FilterChip';
import { Loaded } from '../parts/Loaded';
import { Pager } from '../parts/Pager';
import { isDay, sinceOf, SPANS, untilOf } from '../parts/timeWindow';
import { useTitle } from '../parts/useTitle';
import { day, plural } from '../parts/words';
import { ChangeGroup } from './changes/ChangeGroup';
import { NoChanges, type ChangeFilter } from './changes/NoChanges';

const PAGE_SIZE = 100;
const KINDS = [{ value: 'entity', label: 'entities' }, { value: 'relationship', label: 'relationships' }];

export default function ChangesPage() {
  useTitle('Changes');
  const filter: ChangeFilter = {
    from: param('from'), to: param('to'), type: param('type'), op: param('op'), kind: param('kind'),
    sync: param('sync'), installation: param('installation'),
  };
  const cursor = param('cursor');
  const list = useResource(JSON.stringify({ ...filter, cursor }), (abort) => get<ChangePage>('/changes', {
    since: sinceOf(filter.from, Date.now()),
    until: untilOf(filter.to),
    type: filter.type,
    operation: filter.op,
    kind: filter.kind,
    sync: filter.sync,
    installation: filter.installation,
    order: 'desc',
    cursor,
    limit: PAGE_SIZE,
  }, abort));

  useEffect(() => onSyncEvents(mayChangeGraph, list.reload), []);

  return (
    <div class="page">
      <div class="page-head">
        <h1>Changes</h1>
        {list.data?.keptSince && <span class="secondary">kept since {day(list.data.keptSince)}</span>}
        <span class="page-actions"><CopyButton /></span>
      </div>
      <Filters filter={filter} />
      <Loaded resource={list} rows={12}>
        {(page) => page.items.length === 0 ? <NoChanges filter={filter} keptSince={page.keptSince} /> : (
          <>
            {grouped(page.items).map((group) => <ChangeGroup key={group.sync} group={group} />)}
            <Pager nextCursor={page.nextCursor} shown={`${plural(page.items.length, 'change')} on this page`} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Filters({ filter }: { filter: ChangeFilter }) {
  const known = stats.value;
  const types = (known?.byType ?? []).map(({ name }) => ({ value: name, label: name }));
  const installations = (known?.byInstallation ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const choose = (name: string) => (value: string) => setParams({ [name]: value, cursor: null });
  return (
    <div class="filters" role="search" aria-label="Changes">
      <FilterChip label="Time" value={filter.from} options={SPANS} onChange={choose('from')} />
      <DayField label="From" value={filter.from} onChange={choose('from')} />
      <DayField label="To" value={filter.to} onChange={choose('to')} />
      <FilterChip label="Type" value={filter.type} options={types} onChange={choose('type')} />
      <FilterChip label="Operation" value={filter.op} options={OPERATION_OPTIONS} onChange={choose('op')} />
      <FilterChip label="Kind" value={filter.kind} options={KINDS} onChange={choose('kind')} />
      <FilterChip label="Installation" value={filter.installation} options={installations} onChange={choose('installation')} />
      {filter.sync && <FilterChip label="Sync" value={filter.sync} options={[]} onChange={choose('sync')} />}
    </div>
  );
}

/** A day in UTC, as the API counts them. */
function DayField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label class="inline-field">
      {label}
      <input
        class="input"
        type="date"
        title="A day in UTC"
        value={isDay(value) ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
