import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { retries } from '../api/client';
import { startEvents } from '../api/events';
import { keepShared } from '../api/shared';
import type { Session } from '../api/types';
import { KeyboardHelp } from './KeyboardHelp';
import { Rail } from './Rail';
import { TopBar } from './TopBar';
import { Unreachable } from './Unreachable';
import { here } from './location';
import type { Route } from './urlState';

interface Props {
  session: Extract<Session, { authenticated: true }>;
  route: Route;
  children: ComponentChildren;
}

export function Shell({ session, route, children }: Props) {
  const main = useRef<HTMLElement>(null);
  const shownPath = useRef(here.value.pathname);
  const path = here.value.pathname;
  const retry = retries.value;

  useEffect(() => startEvents(), []);
  useEffect(() => keepShared(), [retry]);

  // A new page begins at its top for the keyboard and the screen reader too.
  useEffect(() => {
    if (shownPath.current === path) return;
    shownPath.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);

  return (
    <div class="shell">
      <a class="skip-link" href="#main">Skip to content</a>
      <TopBar session={session} />
      <Rail page={route.page} />
      <main id="main" class="main" tabIndex={-1} ref={main}>
        <Unreachable />
        {children}
      </main>
      <KeyboardHelp />
    </div>
  );
}
