import { get, retries } from '../api/client';
import { mayChangeGraph, onSyncEvents } from '../api/events';
import { liveSyncs, loadStats, stats } from '../api/shared';
import type { Installation, Page, Stats } from '../api/types';
import { useResource } from '../api/useResource';
import { useEffect } from 'preact/hooks';
import { syncHref, withParams } from '../app/urlState';
import { ClassGlyph } from '../parts/ClassGlyph';
import { Loaded } from '../parts/Loaded';
import { Panel } from '../parts/Panel';
import { Skeleton } from '../parts/Skeleton';
import { Time } from '../parts/Time';
import { SyncStateWord } from '../parts/SyncStateWord';
import { modeWord } from '../parts/syncWords';
import { useTitle } from '../parts/useTitle';
import { count, plural } from '../parts/words';
import { FirstRun } from './overview/FirstRun';
import { HealthNotes } from './overview/HealthNotes';
import { InstallationTable } from './overview/InstallationTable';

export default function OverviewPage() {
  useTitle('Overview');
  const installations = useResource('installations', (abort) =>
    get<Page<Installation>>('/installations', { limit: 200 }, abort));
  const known = stats.value;
  const retry = retries.value;

  useEffect(() => onSyncEvents((event) => mayChangeGraph(event) || event.type === 'SyncStarted', installations.reload), []);
  useEffect(() => void loadStats(), [retry]);

  const items = installations.data?.items;
  const firstRun = items !== undefined && known !== null && (items.length === 0 || known.entities === 0);

  return (
    <div class="page">
      <div class="page-head">
        <h1>Overview</h1>
        {known && (
          <span class="secondary">
            {plural(known.entities, 'entity', 'entities')} · {plural(known.relationships, 'relationship')}
            {' · '}{plural(known.byInstallation.length, 'installation')}
          </span>
        )}
      </div>
      {firstRun && <FirstRun installations={items} entities={known.entities} />}
      {items && <HealthNotes installations={items} />}
      <LiveSyncs />
      {items?.length !== 0 && (
        <Panel title="Installations">
          <Loaded resource={installations} rows={3}>
            {(page) => <InstallationTable installations={page.items} />}
          </Loaded>
        </Panel>
      )}
      {known === null ? <Skeleton /> : known.entities > 0 && <Classes stats={known} />}
    </div>
  );
}

function LiveSyncs() {
  const live = liveSyncs.value;
  if (live.length === 0) return null;
  return (
    <Panel title="Running now">
      <ul class="rows">
        {live.map((sync) => (
          <li key={sync.id} class="row">
            <a class="link" href={syncHref(sync.id)}>{sync.installationName}</a>
            <SyncStateWord sync={sync} />
            <span class="secondary">{modeWord(sync.mode)}</span>
            {sync.progress && (
              <span class="row-end secondary">
                {count(sync.progress.entities)} entities, {count(sync.progress.relationships)} relationships
                {' · started '}<Time at={sync.startedAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Classes({ stats: { byClass } }: { stats: Stats }) {
  const sorted = [...byClass].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  const most = Math.max(1, sorted[0]?.count ?? 1);
  return (
    <Panel title="Entities by class" note={plural(sorted.length, 'class', 'classes')}>
      <ul class="bars">
        {sorted.map((entry) => (
          <li key={entry.name}>
            <a class="bar-row" href={withParams('/entities', { class: entry.name })}>
              <span class="bar-name"><ClassGlyph classes={[entry.name]} /> {entry.name}</span>
              <span class="bar-track" aria-hidden="true">
                <span class="bar-fill" style={{ width: `${Math.max(0.4, (entry.count / most) * 100)}%` }} />
              </span>
              <span class="bar-count">{count(entry.count)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
