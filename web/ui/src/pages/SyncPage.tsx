import { useEffect, useState } from 'preact/hooks';
import { get, post, type Problem } from '../api/client';
import { onSyncEvents } from '../api/events';
import type { Sync } from '../api/types';
import { asProblem, useResource } from '../api/useResource';
import { mayOperate } from '../app/session';
import { withParams } from '../app/urlState';
import { CopyButton } from '../parts/CopyButton';
import { Failure } from '../parts/Failure';
import { Notice } from '../parts/Notice';
import { Panel } from '../parts/Panel';
import { Skeleton } from '../parts/Skeleton';
import { StatusDot } from '../parts/StatusDot';
import { changes, endTone, endWord, isLive, meaningOf, modeWord, planOutcome, stateWord } from '../parts/syncWords';
import { Time } from '../parts/Time';
import { useTitle } from '../parts/useTitle';
import { count, plural, truncate } from '../parts/words';
import { HeldDeletions } from './syncs/HeldDeletions';
import { PlannedChanges } from './syncs/PlannedChanges';
import { StepTable } from './syncs/StepTable';
import { elapsed } from './syncs/SyncTable';

const ID_SHOWN = 14;
const LOOK_AFTER_MS = 10_000;

export default function SyncPage({ id }: { id: string }) {
  const { data: sync, error, loading, reload } = useResource(id, (abort) =>
    get<Sync>(`/syncs/${encodeURIComponent(id)}`, {}, abort));
  useTitle(sync ? `Sync of ${sync.installationName}` : 'Sync');
  useEffect(() => onSyncEvents((event) => event.syncId === id, reload), []);
  const runs = sync !== undefined && isLive(sync.state);
  useEffect(() => {
    // One that another process runs sends no events here.
    const looking = runs ? setInterval(reload, LOOK_AFTER_MS) : undefined;
    return () => clearInterval(looking);
  }, [runs]);

  if (!sync) {
    return (
      <div class="page">
        {loading && <Skeleton rows={10} />}
        {error?.code === 'not-found' ? <Unknown id={id} /> : error && <Failure problem={error} retry={reload} />}
      </div>
    );
  }
  const meaning = meaningOf(sync);
  return (
    <div class="page">
      <Head sync={sync} reload={reload} />
      {error && !error.unreachable && <Failure problem={error} retry={reload} />}
      {sync.mode === 'plan' && !isLive(sync.state) && <Notice tone="info" title="Plan (dry run)">{planOutcome(sync)}</Notice>}
      {meaning && <Notice tone={noticeTone(sync)} title={stateWord(sync.state)}>{meaning}</Notice>}
      <Tiles sync={sync} />
      {sync.planned && sync.planned.length > 0 && <PlannedChanges planned={sync.planned} />}
      {sync.held.length > 0 && !isLive(sync.state) && <HeldDeletions sync={sync} decided={reload} />}
      {sync.steps.length > 0 && <StepTable steps={sync.steps} />}
      {sync.pendingRelationships > 0 && (
        <Notice tone="info" title={`${plural(sync.pendingRelationships, 'relationship')} pending`}>
          An end is not in the graph, or not the only one that matches. They are kept and tried again when either side
          changes. <a class="link" href={`/installations/${encodeURIComponent(sync.installation)}`}>What waits now</a>
          {sync.pendingSample && sync.pendingSample.length > 0 && (
            <details>
              <summary>{count(sync.pendingSample.length)} of them</summary>
              <ul>{sync.pendingSample.map((one) => <li key={one} class="break">{one}</li>)}</ul>
            </details>
          )}
        </Notice>
      )}
      <Problems sync={sync} />
    </div>
  );
}

function noticeTone(sync: Sync): 'error' | 'warn' | 'info' {
  if (sync.state === 'FAILED') return 'error';
  return sync.state === 'HELD' && (sync.heldDecision || sync.supersededBy) ? 'info' : 'warn';
}

function Head({ sync, reload }: { sync: Sync; reload: () => void }) {
  const live = isLive(sync.state);
  return (
    <div class="page-head">
      <h1 title={sync.id}>Sync {truncate(sync.id, ID_SHOWN)}</h1>
      <span class={`pill tone-${endTone(sync)}`} role="status">
        <StatusDot tone={endTone(sync)} /> {endWord(sync)}
      </span>
      <a class="tag" href={withParams('/entities', { installation: sync.installation })}>{sync.installationName}</a>
      <span class="secondary">
        {modeWord(sync.mode)} · started by {sync.trigger} <Time at={sync.startedAt} never="not yet" />
      </span>
      <span class="page-actions">
        <CopyButton />
        {sync.mode === 'full' && changed(sync) && (
          <a class="button" href={withParams('/changes', { sync: sync.id })}>What this sync changed</a>
        )}
        {live && mayOperate.value && <CancelButton id={sync.id} done={reload} />}
      </span>
    </div>
  );
}

function changed({ stats }: Sync): boolean {
  const counts = stats ? [stats.entities, stats.relationships] : [];
  return counts.some(({ created, updated, deleted }) => created + updated + deleted > 0);
}

function CancelButton({ id, done }: { id: string; done: () => void }) {
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const cancel = () => {
    setAsked(true);
    setRefused(null);
    post(`/syncs/${encodeURIComponent(id)}/cancel`).then(done, (error: unknown) => {
      setAsked(false);
      setRefused(asProblem(error));
    });
  };
  return (
    <>
      {refused && <span class="tone-error" role="alert">{refused.message}</span>}
      <button type="button" class="button" disabled={asked} onClick={cancel}>{asked ? 'Cancelling…' : 'Cancel sync'}</button>
    </>
  );
}

function Tiles({ sync }: { sync: Sync }) {
  const calls = sync.steps.reduce((sum, step) => sum + step.calls, 0);
  return (
    <dl class="tiles">
      <Tile label="Entities" value={amount(sync, 'entities')} note={changes(sync.stats?.entities)} />
      <Tile label="Relationships" value={amount(sync, 'relationships')} note={changes(sync.stats?.relationships)} />
      <Tile label="API calls" value={count(calls)} note={`in ${plural(sync.steps.length, 'step')}`} />
      <Tile label="Time" value={elapsed(sync) || 'none'} note={isLive(sync.state) ? 'running' : <Time at={sync.finishedAt} never="" />} />
    </dl>
  );
}

function Tile({ label, value, note }: { label: string; value: string; note: preact.ComponentChildren }) {
  return (
    <div class="panel tile">
      <dt>{label}</dt>
      <dd><span class="tile-value">{value}</span><span class="secondary">{note}</span></dd>
    </div>
  );
}

/** While collecting what has been seen so far, afterwards all that the sync saw. */
function amount(sync: Sync, part: 'entities' | 'relationships'): string {
  const counts = sync.stats?.[part];
  if (isLive(sync.state) || !counts) return count(sync.progress?.[part] ?? 0);
  return count(counts.created + counts.updated + counts.unchanged);
}

function Problems({ sync }: { sync: Sync }) {
  if (sync.problems.length === 0) return null;
  const stepName = (id: string | null) => sync.steps.find((step) => step.id === id)?.description ?? id;
  return (
    <Panel title="Problems" note={count(sync.problems.length)}>
      <ul class="problems">
        {sync.problems.map((problem, index) => (
          <li key={index}>
            <code class="tone-warn">{problem.code}</code>
            <span class="secondary">{[stepName(problem.step), problem.type].filter(Boolean).join(' · ')}</span>
            <span>
              {problem.detail}{problem.count > 1 && <span class="secondary"> ({count(problem.count)} times)</span>}
              {problem.examples && problem.examples.length > 1 && (
                <details>
                  <summary>{count(problem.examples.length)} of them</summary>
                  <ul>{problem.examples.map((example) => <li key={example} class="break">{example}</li>)}</ul>
                </details>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Unknown({ id }: { id: string }) {
  return (
    <>
      <h1>No such sync</h1>
      <p class="lead">There is no report of a sync <code class="break">{id}</code>. <a class="link" href="/syncs">All syncs</a></p>
    </>
  );
}
