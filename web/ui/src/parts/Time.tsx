import { now } from './now';
import { exactTime, relativeTime } from './words';

/** A relative time; the exact one shows on hover and is what machines read. */
export function Time({ at, never = 'never' }: { at: string | null | undefined; never?: string }) {
  if (!at) return <span class="tertiary">{never}</span>;
  return <time dateTime={at} title={exactTime(at)}>{relativeTime(at, now.value)}</time>;
}
