export interface Throttled {
  (): void;
  cancel(): void;
}

/** Runs `action` at once, then at most once per interval; a call in between is kept for its end, never lost. */
export function throttle(action: () => void, intervalMs: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;

  const elapsed = () => {
    timer = undefined;
    if (again) {
      again = false;
      run();
    }
  };
  const run = () => {
    timer = setTimeout(elapsed, intervalMs);
    action();
  };
  const throttled = () => {
    if (timer === undefined) run();
    else again = true;
  };
  throttled.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
    again = false;
  };
  return throttled;
}
