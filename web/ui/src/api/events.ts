import { throttle } from './throttle';

export interface SyncEvent {
  type: string;
  syncId?: string;
  installation?: string;
}

type Listener = (event: SyncEvent) => void;

const EVENT_NAMES = [
  'SyncStarted', 'StepStarted', 'StepProgress', 'StepCompleted', 'StepFailed', 'PublishStarted',
  'SyncCompleted', 'SyncPartial', 'SyncFailed', 'SyncCancelled', 'SyncHeld', 'SyncDecided',
];
const CHANGES = new Set(['SyncCompleted', 'SyncPartial', 'SyncFailed', 'SyncCancelled', 'SyncHeld', 'SyncDecided']);

/** Sent to listeners when events may have been missed: the stream (re)opened or the tab came back. */
const CATCH_UP: SyncEvent = { type: 'CatchUp' };
const REOPEN_AFTER_MS = 5000;
const LIVE_INTERVAL_MS = 250;

const listeners = new Set<Listener>();
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('cadastre-events') : null;

export function mayChangeGraph(event: SyncEvent): boolean {
  return CHANGES.has(event.type) || event.type === CATCH_UP.type;
}

/** Calls `refresh` after events that concern `matches`, at most four times a second. Returns the way to stop. */
export function onSyncEvents(matches: (event: SyncEvent) => boolean, refresh: () => void): () => void {
  const refreshSoon = throttle(refresh, LIVE_INTERVAL_MS);
  const listener: Listener = (event) => {
    if (event.type === CATCH_UP.type || matches(event)) refreshSoon();
  };
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    refreshSoon.cancel();
  };
}

/**
 * Browsers open only six connections to a host, so of all visible tabs one, the holder of a lock, reads
 * the stream and tells the others. Where locks are missing (plain HTTP) every visible tab reads its own.
 */
export function startEvents(): () => void {
  let stopStream: (() => void) | null = null;
  const relay = (message: MessageEvent<SyncEvent>) => tell(message.data);
  const followVisibility = () => {
    if (document.hidden) {
      stopStream?.();
      stopStream = null;
    } else if (!stopStream) {
      stopStream = takeTurn();
      tell(CATCH_UP);
    }
  };
  channel?.addEventListener('message', relay);
  document.addEventListener('visibilitychange', followVisibility);
  followVisibility();
  return () => {
    channel?.removeEventListener('message', relay);
    document.removeEventListener('visibilitychange', followVisibility);
    stopStream?.();
  };
}

function takeTurn(): () => void {
  if (!navigator.locks || !channel) return openStream();
  const turn = new AbortController();
  void navigator.locks
    .request('cadastre-events', { signal: turn.signal }, () => new Promise<void>((release) => {
      const close = openStream();
      turn.signal.addEventListener('abort', () => {
        close();
        release();
      });
    }))
    .catch(() => undefined); // given up while waiting for the lock
  return () => turn.abort();
}

function openStream(): () => void {
  let source: EventSource;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/v1/events');
    source.onopen = () => publish(CATCH_UP);
    // The browser reconnects by itself, save after an HTTP error.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_AFTER_MS);
    };
    for (const name of EVENT_NAMES) {
      source.addEventListener(name, (message: MessageEvent<string>) => {
        publish({ ...(JSON.parse(message.data) as SyncEvent), type: name });
      });
    }
  };
  open();
  return () => {
    clearTimeout(reopening);
    source.close();
  };
}

function publish(event: SyncEvent): void {
  channel?.postMessage(event);
  tell(event);
}

function tell(event: SyncEvent): void {
  for (const listener of [...listeners]) listener(event);
}
