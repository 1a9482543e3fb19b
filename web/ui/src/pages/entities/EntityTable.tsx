import { useEffect, useRef } from 'preact/hooks';
import type { Entity } from '../../api/types';
import { helpOpen, isPageKey } from '../../app/keyboard';
import { hrefWith, navigate, setParams } from '../../app/location';
import { entityHref } from '../../app/urlState';
import { EntityLink } from '../../parts/EntityLink';
import { TableFrame } from '../../parts/TableFrame';
import { Time } from '../../parts/Time';

interface Props {
  entities: Entity[];
  sort: string;
  /** A search without a sort is ranked by relevance. */
  searched: boolean;
  peek: string;
}

export function EntityTable({ entities, sort, searched, peek }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(entities, peek, body);
  const order = sort || (searched ? '' : 'displayName');
  return (
    <TableFrame label="Entities">
      <thead>
        <tr>
          <SortHead label="Name" field="displayName" order={order} />
          <SortHead label="Type" field="type" order={order} />
          <th scope="col">Installation</th>
          <SortHead label="Updated" field="updatedAt" order={order} />
        </tr>
      </thead>
      <tbody ref={body}>
        {entities.map((entity) => (
          <tr
            key={entity.id}
            class="peekable"
            aria-current={entity.id === peek ? 'true' : undefined}
            onClick={(event) => {
              // The name is a link to the entity; the rest of its row peeks.
              if (!(event.target as Element).closest('a')) showPeek(entity.id, peek);
            }}
          >
            <th scope="row">
              <EntityLink {...entity} />
              {entity.stale && <span class="stale-mark" title={entity.staleReason ?? undefined}>stale</span>}
            </th>
            <td class="secondary">{entity.type}</td>
            <td class="secondary">{entity.installationName}</td>
            <td class="secondary"><Time at={entity.updatedAt} /></td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function SortHead({ label, field, order }: { label: string; field: string; order: string }) {
  const descending = order === `-${field}`;
  const ascending = order === field;
  const next = ascending ? `-${field}` : field;
  return (
    <th scope="col" aria-sort={ascending ? 'ascending' : descending ? 'descending' : undefined}>
      <a class="sort" href={hrefWith({ sort: next, cursor: null, peek: null })}>
        {label}<span aria-hidden="true">{ascending ? ' ↑' : descending ? ' ↓' : ''}</span>
      </a>
    </th>
  );
}

/** Opening a peek is a step in the history, moving it is not. */
function showPeek(id: string, from: string): void {
  setParams({ peek: id }, { replace: from !== '' });
}

/** j and k move the peek, Enter opens it, Esc closes it. */
function useRowKeys(entities: Entity[], peek: string, body: { current: HTMLTableSectionElement | null }): void {
  const latest = useRef({ entities, peek });
  latest.current = { entities, peek };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { entities: rows, peek: peeked } = latest.current;
      if (event.key === 'Escape' && peeked && !helpOpen.value) {
        setParams({ peek: null }, { replace: true });
        return;
      }
      if (!isPageKey(event)) return;
      const at = rows.findIndex(({ id }) => id === peeked);
      const onControl = (event.target as Element).closest('a, button') !== null;
      if (event.key === 'Enter' && peeked && !onControl) {
        navigate(entityHref(peeked));
        return;
      }
      if (event.key !== 'j' && event.key !== 'k') return;
      const to = event.key === 'j' ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
      const row = rows[to];
      if (!row) return;
      event.preventDefault();
      showPeek(row.id, peeked);
      body.current?.rows[to]?.querySelector('a')?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
