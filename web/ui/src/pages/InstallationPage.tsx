import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { get } from '../api/client';
import { onSyncEvents } from '../api/events';
import type { Installation, Page, Sync } from '../api/types';
import { useResource } from '../api/useResource';
import { mayAdminister } from '../app/session';
import { syncHref, withParams } from '../app/urlState';
import { CopyButton } from '../parts/CopyButton';
import { Empty } from '../parts/Empty';
import { Failure } from '../parts/Failure';
import { HealthWord } from '../parts/HealthWord';
import { budgetWords, heldWords } from '../parts/heldWords';
import { Loaded } from '../parts/Loaded';
import { Notice } from '../parts/Notice';
import { Panel } from '../parts/Panel';
import { PropertyList } from '../parts/PropertyList';
import { Skeleton } from '../parts/Skeleton';
import { SyncButtons } from '../parts/SyncButtons';
import { Time } from '../parts/Time';
import { useTitle } from '../parts/useTitle';
import { count } from '../parts/words';
import { DeleteInstallation } from './connectors/DeleteInstallation';
import { scheduleWords } from './connectors/scheduleWords';
import { WaitingRelationships } from './connectors/WaitingRelationships';
import { SyncTable } from './syncs/SyncTable';

const SYNCS_SHOWN = 10;

export default function InstallationPage({ id }: { id: string }) {
  const { data, error, loading, reload } = useResource(id, (abort) =>
    get<Installation>(`/installations/${encodeURIComponent(id)}`, {}, abort));
  const syncs = useResource(`syncs/${id}`, (abort) =>
    get<Page<Sync>>('/syncs', { installation: id, limit: SYNCS_SHOWN }, abort));
  useTitle(data?.name ?? 'Installation');
  useEffect(() => onSyncEvents((event) => event.installation === id || event.type.startsWith('Sync'), () => {
    reload();
    syncs.reload();
  }), []);

  if (!data) {
    return (
      <div class="page">
        {loading && <Skeleton rows={10} />}
        {error?.code === 'not-found' ? (
          <>
            <h1>Installation</h1>
            <Empty kind="no-match" title="There is no such installation">
              It may have been deleted. <a class="link" href="/connectors">All installations</a>
            </Empty>
          </>
        ) : error && <Failure problem={error} retry={reload} />}
      </div>
    );
  }
  return (
    <div class="page">
      <div class="page-head">
        <h1>{data.name}</h1>
        <span class="pill"><HealthWord health={data.health} /></span>
        <span class="tag">{data.connector}</span>
        <a class="link" href={withParams('/entities', { installation: id })}>{count(data.counts.entities)} entities</a>
        <span class="page-actions">
          <CopyButton />
          <SyncButtons installation={id} />
          {mayAdminister.value && <DeleteInstallation installation={data} />}
        </span>
      </div>
      {error && !error.unreachable && <Failure problem={error} retry={reload} />}
      <HeldNote syncs={syncs.data?.items ?? []} />
      <div class="columns">
        <Panel title="State">
          <dl class="properties">
            <Row label="Health">
              <HealthWord health={data.health} />
              {data.health?.detail && <p class="secondary">{data.health.detail}</p>}
            </Row>
            <Row label="Looked at"><Time at={data.health?.checkedAt} never="not yet" /></Row>
            <Row label="Schedule">{scheduleWords(data.schedule)}</Row>
            <Row label="Next run"><Time at={data.schedule?.enabled ? data.schedule.nextRunAt : null} never="not planned" /></Row>
            <Row label="Deletions">{budgetWords(data.deletionBudget)}</Row>
            <Row label="Relationships">
              {count(data.counts.relationships)}
              {data.counts.pending > 0 && <span class="secondary"> · {count(data.counts.pending)} waiting</span>}
            </Row>
          </dl>
        </Panel>
        <div class="stack">
          <Panel title="Settings">
            {Object.keys(data.config).length === 0
              ? <p class="panel-text secondary">Everything is as the connector has it by default.</p>
              : <PropertyList properties={data.config} />}
          </Panel>
          <Panel title="Credentials" note="never shown">
            {data.credentialNames.length === 0
              ? <p class="panel-text secondary">It has none.</p>
              : <ul class="rows">{data.credentialNames.map((name) => <li key={name} class="row mono">{name}</li>)}</ul>}
          </Panel>
        </div>
      </div>
      {data.counts.pending > 0 && <WaitingRelationships installation={id} total={data.counts.pending} />}
      <Panel title="Last syncs" action={<a class="link" href={withParams('/syncs', { installation: id })}>All</a>}>
        <Loaded resource={syncs} rows={4}>
          {({ items }) => items.length === 0
            ? <Empty kind="nothing-yet" title="It has not been synced yet" />
            : <SyncTable syncs={items} />}
        </Loaded>
      </Panel>
    </div>
  );
}

/** Asks for a decision, unless a sync has looked again since. */
function HeldNote({ syncs }: { syncs: Sync[] }) {
  const last = syncs.find((sync) => sync.mode === 'full' && ['SUCCEEDED', 'PARTIAL', 'HELD'].includes(sync.state));
  if (last?.state !== 'HELD' || last.heldDecision) return null;
  return (
    <Notice tone="warn" title="Deletions wait for a decision">
      {heldWords(last.held)}. <a class="link" href={syncHref(last.id)}>Show them</a>
    </Notice>
  );
}

function Row({ label, children }: { label: string; children: ComponentChildren }) {
  return <div class="property"><dt>{label}</dt><dd>{children}</dd></div>;
}
