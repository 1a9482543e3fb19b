import { liveSyncs } from '../api/shared';
import type { Session } from '../api/types';
import { StatusDot } from '../parts/StatusDot';
import { plural } from '../parts/words';
import { syncHref } from './urlState';
import { Omnibox } from './Omnibox';
import { UserMenu } from './UserMenu';

export function TopBar({ session }: { session: Extract<Session, { authenticated: true }> }) {
  return (
    <header class="top-bar">
      <a class="brand" href="/" aria-label="Cadastre, to the overview">
        <Mark />
        <span>Cadastre</span>
      </a>
      <Omnibox />
      <div class="top-right">
        <LiveBadge />
        <UserMenu session={session} />
      </div>
    </header>
  );
}

function LiveBadge() {
  const live = liveSyncs.value;
  const only = live.length === 1 ? live[0] : undefined;
  return (
    <span role="status">
      {live.length > 0 && (
        <a class="pill" href={only ? syncHref(only.id) : '/syncs'}>
          <StatusDot tone="ok" /> {plural(live.length, 'sync')} live
        </a>
      )}
    </span>
  );
}

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <rect x="1" y="1" width="18" height="18" rx="4" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path d="M4 4.500 10 10 4 15.500zM16 4.500 10 10l6 5.500z" fill="currentColor" />
    </svg>
  );
}
