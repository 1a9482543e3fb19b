import type { ChangePage } from '../../api/types';
import { hrefWith, param } from '../../app/location';
import { operationTone, operationWord } from '../../parts/changeWords';
import { now } from '../../parts/now';
import { exactTime, plural } from '../../parts/words';
import { lifeMarks, type LifeMark } from './lifeMarks';

/** Created, each change, now: a mark leads to what the entity was then. */
export function LifeStrip({ createdAt, history }: { createdAt: string | null; history: ChangePage }) {
  const marks = lifeMarks(history.nextCursor ? null : createdAt, history.items, now.value);
  if (marks.length === 0) return null;
  const asOf = param('at');
  return (
    <nav class="life" aria-label="Life of this entity">
      <ol>
        {marks.map((mark) => (
          <li key={mark.at} class="life-mark" style={{ left: `${mark.place * 100}%` }}>
            <a
              class={`tone-${operationTone(mark.operation)}`}
              href={hrefWith({ at: mark.at, tab: null, cursor: null })}
              aria-current={mark.at === asOf ? 'true' : undefined}
              title={words(mark)}
            >
              <span class="visually-hidden">{words(mark)}</span>
            </a>
          </li>
        ))}
        <li class="life-mark life-now">
          <a href={hrefWith({ at: null })} aria-current={asOf ? undefined : 'true'} title="Now"><span class="visually-hidden">Now</span></a>
        </li>
      </ol>
      {history.nextCursor && <p class="secondary">Only the last {plural(history.items.length, 'change')} drawn; all are under Changes.</p>}
    </nav>
  );
}

function words(mark: LifeMark): string {
  const what = mark.changes === 1 ? operationWord(mark.operation) : `${plural(mark.changes, 'change')}, the last`;
  return `${what} ${exactTime(mark.at)}`;
}
