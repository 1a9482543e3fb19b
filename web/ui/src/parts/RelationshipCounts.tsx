import type { RelationshipCount } from '../api/types';
import { entityHref } from '../app/urlState';
import { ClassGlyph } from './ClassGlyph';
import { count } from './words';

/** Counts by verb and direction, each a way to the relationships it counts. */
export function RelationshipCounts({ id, counts }: { id: string; counts: RelationshipCount[] }) {
  if (counts.length === 0) return <p class="panel-text secondary">No relationships.</p>;
  return (
    <ul class="rows">
      {counts.map((entry) => (
        <li key={`${entry.verb} ${entry.direction} ${entry.type}`}>
          <a
            class="row quiet-link"
            href={entityHref(id, { tab: 'relationships', verb: entry.verb, direction: entry.direction })}
          >
            <span class="secondary">{entry.direction === 'OUT' ? 'out' : 'in'}</span>
            <span class="verb">{entry.verb}</span>
            <span class="row-name"><ClassGlyph classes={[entry.class]} /> {entry.class} <span class="secondary">{entry.type}</span></span>
            <span class="row-end number">{count(entry.count)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
