import { useEffect, useState } from 'preact/hooks';
import { get } from '../api/client';
import { mayChangeGraph, onSyncEvents } from '../api/events';
import { stats } from '../api/shared';
import type { Entity, Page } from '../api/types';
import { useResource } from '../api/useResource';
import { hrefWith, navigate, param, setParams } from '../app/location';
import { queryHref } from '../app/urlState';
import { CopyButton } from '../parts/CopyButton';
import { entitiesCypher } from '../parts/cypherText';
import { FilterChip, type Option } from '../parts/FilterChip';
import { Loaded } from '../parts/Loaded';
import { Pager } from '../parts/Pager';
import { useSettled } from '../parts/useSettled';
import { useTitle } from '../parts/useTitle';
import { plural } from '../parts/words';
import { EntityTable } from './entities/EntityTable';
import { NoEntities } from './entities/NoEntities';
import { Peek } from './entities/Peek';

const PAGE_SIZE = 50;
const PAUSE_MS = 250;

export default function EntitiesPage() {
  useTitle('Entities');
  const filter = {
    q: param('q'), class: param('class'), type: param('type'), installation: param('installation'), sort: param('sort'),
  };
  const peek = param('peek');
  const request = { ...filter, cursor: param('cursor'), limit: PAGE_SIZE };
  const list = useResource(JSON.stringify(request), (abort) => get<Page<Entity>>('/entities', request, abort));

  useEffect(() => onSyncEvents(mayChangeGraph, list.reload), []);

  const { cypher, parameters } = entitiesCypher(filter);
  return (
    <div class="page">
      <div class="page-head">
        <h1>Entities</h1>
        <span class="page-actions">
          <CopyButton />
          <a class="button" href={queryHref(cypher, parameters)}>Show as Cypher</a>
        </span>
      </div>
      <Filters {...filter} />
      <div class={peek ? 'with-peek' : ''}>
        <Loaded resource={list} rows={12}>
          {(page) => page.items.length === 0 ? <NoEntities filter={filter} /> : (
            <>
              <EntityTable entities={page.items} sort={filter.sort} searched={filter.q !== ''} peek={peek} />
              <Pager nextCursor={page.nextCursor} shown={`${plural(page.items.length, 'entity', 'entities')} on this page`} />
            </>
          )}
        </Loaded>
        {peek && <Peek key={peek} id={peek} />}
      </div>
    </div>
  );
}

function Filters({ q, class: className, type, installation }: Record<'q' | 'class' | 'type' | 'installation', string>) {
  const known = stats.value;
  const named = (counts: { name: string; count: number }[] | undefined): Option[] =>
    (counts ?? []).map((entry) => ({ value: entry.name, label: entry.name, count: entry.count }));
  const installations = (known?.byInstallation ?? []).map((entry) => ({ value: entry.id, label: entry.name, count: entry.entities }));
  const choose = (name: string) => (value: string) => setParams({ [name]: value, cursor: null, peek: null });
  return (
    <div class="filters" role="search" aria-label="Entities">
      <SearchField q={q} />
      <FilterChip label="Class" value={className} options={named(known?.byClass)} onChange={choose('class')} />
      <FilterChip label="Type" value={type} options={named(known?.byType)} onChange={choose('type')} />
      <FilterChip label="Installation" value={installation} options={installations} onChange={choose('installation')} />
    </div>
  );
}

function SearchField({ q }: { q: string }) {
  const [text, setText] = useState(q);
  const settled = useSettled(text, PAUSE_MS);

  useEffect(() => setText(q), [q]); // Back and links change the search too
  useEffect(() => {
    // Typing refines one search: only its first letter is a step in the history.
    if (settled === text && settled.trim() !== q) {
      navigate(hrefWith({ q: settled.trim(), cursor: null, peek: null }), { replace: q !== '' });
    }
  }, [settled]);

  return (
    <input
      class="input search"
      type="search"
      aria-label="Search entities"
      placeholder="Search by name, key or text"
      spellcheck={false}
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
    />
  );
}
