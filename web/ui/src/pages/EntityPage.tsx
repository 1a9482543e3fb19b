import { useEffect } from 'preact/hooks';
import { get } from '../api/client';
import { mayChangeGraph, onSyncEvents } from '../api/events';
import type { ChangePage, EntityDetail } from '../api/types';
import { useResource } from '../api/useResource';
import { hrefWith, param } from '../app/location';
import { queryHref, withParams } from '../app/urlState';
import { ClassChip } from '../parts/ClassGlyph';
import { CopyButton } from '../parts/CopyButton';
import { neighbourhoodCypher } from '../parts/cypherText';
import { Failure } from '../parts/Failure';
import { Panel } from '../parts/Panel';
import { PropertyList } from '../parts/PropertyList';
import { RelationshipCounts } from '../parts/RelationshipCounts';
import { Skeleton } from '../parts/Skeleton';
import { StaleNotice } from '../parts/StaleNotice';
import { Time } from '../parts/Time';
import { useTitle } from '../parts/useTitle';
import { count, day, exactTime } from '../parts/words';
import { AsOf } from './entity/AsOf';
import { EntityChanges } from './entity/EntityChanges';
import { LifeStrip } from './entity/LifeStrip';
import { Neighbourhood } from './entity/Neighbourhood';
import { Relationships } from './entity/Relationships';

const CHANGES_DRAWN = 200;

export default function EntityPage({ id }: { id: string }) {
  const { data: entity, error, loading, reload } = useResource(id, (abort) =>
    get<EntityDetail>(`/entities/${encodeURIComponent(id)}`, {}, abort));
  const history = useResource(`${id} ${entity?.updatedAt ?? error?.body.deletedAt ?? ''}`, (abort) =>
    get<ChangePage>(`/entities/${encodeURIComponent(id)}/history`, { order: 'desc', limit: CHANGES_DRAWN }, abort));
  useTitle(entity?.displayName ?? 'Entity');
  useEffect(() => onSyncEvents(mayChangeGraph, reload), []);

  if (!entity) {
    return (
      <div class="page">
        {loading && <Skeleton rows={10} />}
        {error?.code === 'not-found' ? <Gone id={id} deletedAt={error.body.deletedAt} history={history.data} /> : error && <Failure problem={error} retry={reload} />}
      </div>
    );
  }
  const total = entity.relationshipCounts.reduce((sum, entry) => sum + entry.count, 0);
  const at = param('at');
  const tab = ['relationships', 'changes', 'raw'].includes(param('tab')) ? param('tab') : 'overview';
  return (
    <div class="page">
      <Head entity={entity} />
      <StaleNotice entity={entity} />
      {history.data && <LifeStrip createdAt={entity.createdAt} history={history.data} />}
      {error && !error.unreachable && <Failure problem={error} retry={reload} />}
      <nav class="tabs" aria-label="Entity">
        <Tab name="overview" label="Overview" current={tab} />
        <Tab name="relationships" label={`Relationships ${count(total)}`} current={tab} />
        <Tab name="changes" label={`Changes${changeCount(history.data)}`} current={tab} />
        <Tab name="raw" label="Raw" current={tab} />
      </nav>
      {tab === 'overview' && at && <AsOf id={id} at={at} />}
      {tab === 'overview' && !at && (
        <div class="columns">
          <Panel title="Properties" note={count(Object.keys(entity.properties).length)}>
            <PropertyList properties={entity.properties} />
          </Panel>
          <div class="stack">
            <Neighbourhood entity={entity} total={total} />
            <Panel title="Relationships" note="by verb and direction">
              <RelationshipCounts id={id} counts={entity.relationshipCounts} />
            </Panel>
          </div>
        </div>
      )}
      {tab === 'relationships' && <Relationships entity={entity} />}
      {tab === 'changes' && <EntityChanges id={id} updatedAt={entity.updatedAt} />}
      {tab === 'raw' && (
        <Panel title="Raw" note="as the API answers" action={<CopyButton label="Copy JSON" text={() => json(entity)} />}>
          <pre class="code" tabIndex={0} aria-label="Entity as JSON">{json(entity)}</pre>
        </Panel>
      )}
    </div>
  );
}

function Head({ entity }: { entity: EntityDetail }) {
  const { cypher, parameters } = neighbourhoodCypher(entity.id);
  return (
    <header class="entity-head">
      <div class="page-head">
        <ClassChip classes={entity.classes} />
        <h1>{entity.displayName}</h1>
        <a class="tag" href={withParams('/entities', { installation: entity.installation })}>in {entity.installationName}</a>
        <span class="page-actions">
          <CopyButton />
          <a class="button" href={queryHref(cypher, parameters)}>Query from here</a>
        </span>
      </div>
      <p class="entity-line secondary">
        <span class="mono break">{entity.key}</span>{' '}
        <span>
          <a class="link" href={withParams('/entities', { type: entity.type })}>{entity.type}</a>
          {' · first seen '}<time dateTime={entity.createdAt} title={exactTime(entity.createdAt)}>{day(entity.createdAt)}</time>
          {' · updated '}<Time at={entity.updatedAt} />
          {' · last seen '}<Time at={entity.lastSeenAt} />
          {' · version '}{count(entity.version)}
        </span>
      </p>
    </header>
  );
}

function Tab({ name, label, current }: { name: string; label: string; current: string }) {
  const href = hrefWith({ tab: name === 'overview' ? null : name, verb: null, direction: null, cursor: null, at: null });
  return <a href={href} class="tab" aria-current={name === current ? 'page' : undefined}>{label}</a>;
}

/** One that was deleted still has a history, and can be looked at as it was. */
function Gone({ id, deletedAt, history }: { id: string; deletedAt: string | undefined; history: ChangePage | undefined }) {
  const at = param('at');
  const name = history?.items[0]?.name;
  return (
    <>
      <h1>{deletedAt && name ? name : 'No such entity'}</h1>
      <p class="lead">
        {deletedAt
          ? <>This entity was deleted <Time at={deletedAt} />, by a sync that proved it gone.</>
          : <>There is no entity <code class="break">{id}</code>, and no record that there ever was.</>}
        {' '}<a class="link" href="/entities">All entities</a>
      </p>
      {deletedAt && history && (
        <>
          <LifeStrip createdAt={null} history={history} />
          {at ? <AsOf id={id} at={at} /> : <EntityChanges id={id} updatedAt={deletedAt} />}
        </>
      )}
    </>
  );
}

/** How many are known, or that there are more. */
function changeCount(history: ChangePage | undefined): string {
  if (!history) return '';
  return ` ${count(history.items.length)}${history.nextCursor ? '+' : ''}`;
}

function json(entity: EntityDetail): string {
  return JSON.stringify(entity, null, 2);
}
