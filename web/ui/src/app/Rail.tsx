import { liveSyncs, stats } from '../api/shared';
import { count } from '../parts/words';
import type { Route } from './urlState';

export function Rail({ page }: { page: Route['page'] }) {
  const live = liveSyncs.value.length;
  return (
    <nav class="rail" aria-label="Main">
      <RailLink href="/" label="Overview" current={page === 'overview'} />
      <h2 class="rail-head">Explore</h2>
      <RailLink
        href="/entities"
        label="Entities"
        current={page === 'entities' || page === 'entity'}
        note={stats.value ? count(stats.value.entities) : ''}
      />
      <RailLink href="/query" label="Query" current={page === 'query'} />
      <RailLink href="/changes" label="Changes" current={page === 'changes'} />
      <h2 class="rail-head">Collect</h2>
      <RailLink
        href="/connectors"
        label="Connectors"
        current={page === 'connectors' || page === 'connect' || page === 'installation'}
      />
      <RailLink
        href="/syncs"
        label="Syncs"
        current={page === 'syncs' || page === 'sync'}
        note={live > 0 ? `${live} live` : ''}
      />
    </nav>
  );
}

interface LinkProps {
  href: string;
  label: string;
  current: boolean;
  note?: string;
}

/** The note repeats what the pages say, so that the link keeps a short name. */
function RailLink({ href, label, current, note = '' }: LinkProps) {
  return (
    <a class="rail-link" href={href} aria-current={current ? 'page' : undefined}>
      <span>{label}</span>
      {note && <span class="rail-note" aria-hidden="true">{note}</span>}
    </a>
  );
}
