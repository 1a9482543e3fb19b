import { get } from '../../api/client';
import type { Change, ChangePage } from '../../api/types';
import { useResource } from '../../api/useResource';
import { hrefWith, param } from '../../app/location';
import { syncHref } from '../../app/urlState';
import { operationTone, operationWord } from '../../parts/changeWords';
import { Differences } from '../../parts/Differences';
import { Empty } from '../../parts/Empty';
import { Loaded } from '../../parts/Loaded';
import { Pager } from '../../parts/Pager';
import { StatusDot } from '../../parts/StatusDot';
import { Time } from '../../parts/Time';
import { day, plural } from '../../parts/words';

const PAGE_SIZE = 50;

/** What happened to an entity, the latest first. Also for one that is gone. */
export function EntityChanges({ id, updatedAt }: { id: string; updatedAt: string | null }) {
  const cursor = param('cursor');
  const request = { order: 'desc', cursor, limit: PAGE_SIZE };
  const list = useResource(JSON.stringify([id, updatedAt, cursor]), (abort) =>
    get<ChangePage>(`/entities/${encodeURIComponent(id)}/history`, request, abort));
  return (
    <Loaded resource={list}>
      {(page) => page.items.length === 0 ? <None keptSince={page.keptSince} /> : (
        <>
          <div class="panel">
            <ul class="rows">{page.items.map((change) => <Row key={change.id} change={change} />)}</ul>
          </div>
          <Pager nextCursor={page.nextCursor} shown={`${plural(page.items.length, 'change')} on this page`} />
        </>
      )}
    </Loaded>
  );
}

function Row({ change }: { change: Change }) {
  return (
    <li class="change">
      <span class="state"><StatusDot tone={operationTone(change.operation)} /> {operationWord(change.operation)}</span>
      <div class="change-what">
        <span>
          <Time at={change.at} />
          <span class="secondary">
            {change.version !== null && ` · version ${change.version}`}
            {' · '}<a class="link" href={syncHref(change.sync)}>sync</a>
            {change.operation !== 'delete' && <>{' · '}<a class="link" href={hrefWith({ at: change.at, tab: null, cursor: null })}>as of then</a></>}
          </span>
        </span>
        <Differences change={change} />
      </div>
    </li>
  );
}

function None({ keptSince }: { keptSince: string | null }) {
  return (
    <Empty kind="nothing-yet" title="No changes">
      It is as it was when it was first seen{keptSince ? `, or has not changed since ${day(keptSince)}: earlier changes are no longer kept` : ''}.
    </Empty>
  );
}
