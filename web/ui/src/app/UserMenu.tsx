import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '../api/types';
import { helpOpen } from './keyboard';
import { logOut } from './session';

export function UserMenu({ session }: { session: Extract<Session, { authenticated: true }> }) {
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [open]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };

  return (
    <div class="menu" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="pill"
        ref={button}
        aria-expanded={open}
        aria-controls="user-menu"
        aria-label={`User ${session.name}`}
        onClick={() => setOpen(!open)}
      >
        {session.name}
      </button>
      <div id="user-menu" class="menu-panel" hidden={!open}>
        <p><strong>{session.name}</strong><br /><span class="secondary">Role: {session.role}</span></p>
        <button type="button" class="menu-item" onClick={() => { setOpen(false); helpOpen.value = true; }}>
          Keyboard shortcuts
        </button>
        <button type="button" class="menu-item" onClick={() => { logOut().catch(() => setFailed(true)); }}>
          Log out
        </button>
        {failed && <p class="tone-error" role="alert">Logging out failed. You are still logged in.</p>}
      </div>
    </div>
  );
}
