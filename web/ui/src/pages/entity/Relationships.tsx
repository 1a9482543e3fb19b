import { get } from '../../api/client';
import type { EntityDetail, EntityRelationship, Page } from '../../api/types';
import { useResource } from '../../api/useResource';
import { hrefWith, param, setParams } from '../../app/location';
import { queryHref } from '../../app/urlState';
import { neighbourhoodCypher } from '../../parts/cypherText';
import { Empty } from '../../parts/Empty';
import { EntityLink } from '../../parts/EntityLink';
import { FilterChip } from '../../parts/FilterChip';
import { Loaded } from '../../parts/Loaded';
import { Pager } from '../../parts/Pager';
import { TableFrame } from '../../parts/TableFrame';
import { Time } from '../../parts/Time';
import { plural } from '../../parts/words';

const PAGE_SIZE = 50;

export function Relationships({ entity }: { entity: EntityDetail }) {
  const verb = param('verb');
  const direction = param('direction');
  const request = { verb, direction, cursor: param('cursor'), limit: PAGE_SIZE };
  const list = useResource(JSON.stringify(request), (abort) =>
    get<Page<EntityRelationship>>(`/entities/${encodeURIComponent(entity.id)}/relationships`, request, abort));
  const choose = (name: string) => (value: string) => setParams({ [name]: value, cursor: null });
  const { cypher, parameters } = neighbourhoodCypher(entity.id, verb, direction);
  return (
    <>
      <div class="filters">
        <FilterChip label="Verb" value={verb} options={verbOptions(entity, direction)} onChange={choose('verb')} />
        <FilterChip
          label="Direction"
          value={direction}
          options={[{ value: 'OUT', label: 'out' }, { value: 'IN', label: 'in' }]}
          onChange={choose('direction')}
        />
        <a class="button" href={queryHref(cypher, parameters)}>Show as Cypher</a>
      </div>
      <Loaded resource={list}>
        {(page) => page.items.length === 0 ? <None filtered={verb !== '' || direction !== ''} /> : (
          <>
            <RelationshipTable relationships={page.items} />
            <Pager nextCursor={page.nextCursor} shown={`${plural(page.items.length, 'relationship')} on this page`} />
          </>
        )}
      </Loaded>
    </>
  );
}

function verbOptions(entity: EntityDetail, direction: string) {
  const counts = new Map<string, number>();
  for (const entry of entity.relationshipCounts) {
    if (direction && entry.direction !== direction) continue;
    counts.set(entry.verb, (counts.get(entry.verb) ?? 0) + entry.count);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([value, count]) => ({ value, label: value, count }));
}

function None({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Empty kind="no-match" title="No relationship matches">
      <a class="button" href={hrefWith({ verb: null, direction: null, cursor: null })}>Drop the filters</a>
    </Empty>
  ) : (
    <Empty kind="nothing-yet" title="No relationships">No installation relates this entity to another.</Empty>
  );
}

function RelationshipTable({ relationships }: { relationships: EntityRelationship[] }) {
  return (
    <TableFrame label="Relationships">
      <thead>
        <tr>
          <th scope="col">Direction</th>
          <th scope="col">Verb</th>
          <th scope="col">Entity</th>
          <th scope="col">Type</th>
          <th scope="col">Properties</th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {relationships.map(({ id, verb, direction, properties, entity, lastSeenAt, stale, staleReason }) => (
          <tr key={`${id} ${direction}`}>
            <td class="secondary">{direction === 'OUT' ? 'out' : 'in'}</td>
            <td class="verb">{verb}</td>
            <th scope="row"><EntityLink {...entity} /></th>
            <td class="secondary">{entity.type}</td>
            <td class="mono secondary">{Object.entries(properties).map(([name, value]) => `${name}=${text(value)}`).join(' ')}</td>
            <td class={stale ? 'tone-warn wrap' : 'secondary'}>
              <Time at={lastSeenAt} never="unknown" />{stale && <> · {staleReason ?? 'stale'}</>}
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
