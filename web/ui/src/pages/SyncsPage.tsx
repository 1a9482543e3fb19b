import { useEffect, useState } from 'preact/hooks';
import { get } from '../api/client';
import { onSyncEvents } from '../api/events';
import type { Installation, Page, Sync, SyncMode } from '../api/types';
import { useResource, type Resource } from '../api/useResource';
import { hrefWith, param, setParams } from '../app/location';
import { mayOperate } from '../app/session';
import { CopyButton } from '../parts/CopyButton';
import { Empty } from '../parts/Empty';
import { FilterChip } from '../parts/FilterChip';
import { Loaded } from '../parts/Loaded';
import { Pager } from '../parts/Pager';
import { SyncRefusal, useStartSync } from '../parts/SyncButtons';
import { isLive, stateWord, SYNC_STATES } from '../parts/syncWords';
import { useTitle } from '../parts/useTitle';
import { plural } from '../parts/words';
import { SyncTable } from './syncs/SyncTable';

const PAGE_SIZE = 50;

export default function SyncsPage() {
  useTitle('Syncs');
  const installation = param('installation');
  const state = param('state');
  const request = { installation, state, cursor: param('cursor'), limit: PAGE_SIZE };
  const list = useResource(JSON.stringify(request), (abort) => get<Page<Sync>>('/syncs', request, abort));
  const installations = useResource('installations', (abort) => get<Page<Installation>>('/installations', { limit: 200 }, abort));

  useEffect(() => onSyncEvents(() => true, list.reload), []);

  const choose = (name: string) => (value: string) => setParams({ [name]: value, cursor: null });
  return (
    <div class="page">
      <div class="page-head">
        <h1>Syncs</h1>
        <span class="page-actions"><CopyButton /></span>
      </div>
      {mayOperate.value && <StartSync installations={installations} filter={installation} />}
      <div class="filters">
        <FilterChip
          label="Installation"
          value={installation}
          options={(installations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={choose('installation')}
        />
        <FilterChip
          label="State"
          value={state}
          options={SYNC_STATES.map((value) => ({ value, label: stateWord(value) }))}
          onChange={choose('state')}
        />
      </div>
      <Loaded resource={list}>
        {(page) => page.items.length === 0 ? <None filtered={installation !== '' || state !== ''} /> : (
          <>
            <SyncTable syncs={liveFirst(page.items)} />
            <Pager nextCursor={page.nextCursor} shown={`${plural(page.items.length, 'sync')} on this page`} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function liveFirst(syncs: Sync[]): Sync[] {
  return [...syncs.filter(({ state }) => isLive(state)), ...syncs.filter(({ state }) => !isLive(state))];
}

/** Offers the installation that the list is filtered by. */
function StartSync({ installations, filter }: { installations: Resource<Page<Installation>>; filter: string }) {
  const { busy, refused, start } = useStartSync();
  const [chosen, setChosen] = useState('');
  const [mode, setMode] = useState<SyncMode>('full');
  const items = installations.data?.items ?? [];
  const installation = chosen || filter || items[0]?.id;
  if (items.length === 0) return null;
  return (
    <form
      class="panel start-sync"
      aria-label="Start a sync"
      onSubmit={(event) => {
        event.preventDefault();
        if (installation) start(installation, mode);
      }}
    >
      <label class="inline-field">
        Start a sync of
        <select class="input" value={installation} onChange={(event) => setChosen(event.currentTarget.value)}>
          {items.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <label class="inline-field">
        Mode
        <select class="input" value={mode} onChange={(event) => setMode(event.currentTarget.value as SyncMode)}>
          <option value="full">Full</option>
          <option value="plan">Plan (dry run)</option>
        </select>
      </label>
      <button type="submit" class="button button-primary" disabled={busy}>Sync now</button>
      <SyncRefusal problem={refused} />
    </form>
  );
}

function None({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Empty kind="no-match" title="No sync matches">
      <a class="button" href={hrefWith({ installation: null, state: null, cursor: null })}>Drop the filters</a>
    </Empty>
  ) : (
    <Empty kind="nothing-yet" title="No sync has run yet">
      The first one is started here or on the <a class="link" href="/">overview</a>.
    </Empty>
  );
}
