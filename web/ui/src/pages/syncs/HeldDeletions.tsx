import { useState } from 'preact/hooks';
import { get, post, type Problem } from '../../api/client';
import { loadStats } from '../../api/shared';
import type { HeldCount, HeldItem, HeldList, Sync } from '../../api/types';
import { asProblem, useResource } from '../../api/useResource';
import { param, setParams } from '../../app/location';
import { mayOperate } from '../../app/session';
import { entityHref, syncHref } from '../../app/urlState';
import { FilterChip } from '../../parts/FilterChip';
import { heldTotals } from '../../parts/heldWords';
import { Loaded } from '../../parts/Loaded';
import { Pager } from '../../parts/Pager';
import { Panel } from '../../parts/Panel';
import { TableFrame } from '../../parts/TableFrame';
import { Time } from '../../parts/Time';
import { count, plural } from '../../parts/words';
import { DecideHeld } from './DecideHeld';

const PAGE_SIZE = 50;

/** What a sync would delete, by type and one by one, and the decision about it. */
export function HeldDeletions({ sync, decided }: { sync: Sync; decided: () => void }) {
  const type = param('held');
  const request = { type, cursor: param('cursor'), limit: PAGE_SIZE };
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const list = useResource(`${sync.id} ${sync.state} ${sync.heldDecision?.at ?? ''} ${JSON.stringify(request)}`, (abort) =>
    get<HeldList>(`/syncs/${encodeURIComponent(sync.id)}/held`, request, abort));

  const decide = (decision: 'approve' | 'reject') => {
    setBusy(true);
    setRefused(null);
    post(`/syncs/${encodeURIComponent(sync.id)}/held`, { decision })
      .then(() => {
        void loadStats();
        decided();
      })
      .catch((error: unknown) => {
        setRefused(asProblem(error));
        list.reload();
      })
      .finally(() => setBusy(false));
  };
  const open = sync.heldDecision === null && list.data?.supersededBy === null;
  return (
    <Panel
      title="Held deletions"
      note={heldTotals(sync.held)}
      action={open && mayOperate.value && <DecideHeld what={heldTotals(sync.held)} busy={busy} decide={decide} />}
    >
      {refused && <p class="panel-text tone-error" role="alert">{refused.message}</p>}
      <Standing sync={sync} newer={list.data?.supersededBy ?? null} />
      <Counts counts={sync.held} />
      {sync.mode === 'full' && (
        <Loaded resource={list}>
          {(page) => page.items.length > 0 && (
            <>
              <div class="filters">
                <FilterChip
                  label="Type"
                  value={type}
                  options={sync.held.filter((held) => held.count > 0).map((held) => ({ value: held.type, label: held.type, count: held.count }))}
                  onChange={(value) => setParams({ held: value, cursor: null })}
                />
              </div>
              <Items items={page.items} />
              <Pager nextCursor={page.nextCursor} shown={`${plural(page.items.length, 'deletion')} on this page`} />
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}

function Standing({ sync, newer }: { sync: Sync; newer: string | null }) {
  const { heldDecision } = sync;
  if (heldDecision) {
    return (
      <p class="panel-text">
        {heldDecision.decision === 'approve' ? 'Approved' : 'Rejected'} by {heldDecision.by} <Time at={heldDecision.at} />.
      </p>
    );
  }
  if (newer) {
    return (
      <p class="panel-text">
        A newer sync has looked again; only its list can be decided about. <a class="link" href={syncHref(newer)}>Show it</a>
      </p>
    );
  }
  return null;
}

function Counts({ counts }: { counts: HeldCount[] }) {
  return (
    <TableFrame label="Held by type">
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col" class="number">Held</th>
          <th scope="col" class="number">Of</th>
        </tr>
      </thead>
      <tbody>
        {counts.map((held) => (
          <tr key={`${held.kind} ${held.type}`}>
            <th scope="row">{held.type}</th>
            <td class="number">
              {count(held.count + held.along)}
              {held.along > 0 && <span class="secondary"> ({count(held.along)} with their entities)</span>}
            </td>
            <td class="number">{count(held.of)}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function Items({ items }: { items: HeldItem[] }) {
  return (
    <TableFrame label="Held deletions">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Key</th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">{item.from && item.to ? (
              <>
                <a class="link" href={entityHref(item.from.id)}>{item.from.displayName}</a>
                {' → '}
                <a class="link" href={entityHref(item.to.id)}>{item.to.displayName}</a>
              </>
            ) : <a class="link" href={entityHref(item.id)}>{item.displayName}</a>}</th>
            <td class="secondary">{item.type}</td>
            <td class="mono secondary wrap break">{item.key}</td>
            <td class="secondary"><Time at={item.lastSeenAt} never="unknown" /></td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
