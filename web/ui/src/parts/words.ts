// Numbers and times as people read them.

const NUMBER = new Intl.NumberFormat('en-US');
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const EXACT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric',
  hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
});
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;
const STILL_RELATIVE = 30 * DAY_MS;

export function count(value: number): string {
  return NUMBER.format(value);
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function day(iso: string): string {
  return DAY.format(new Date(iso));
}

export function exactTime(iso: string): string {
  return EXACT.format(new Date(iso));
}

/** "4 min ago", "in 2 h", "3 days ago"; older than a month: the day. */
export function relativeTime(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  const size = Math.abs(distance);
  if (size >= STILL_RELATIVE) return day(iso);
  if (size < 45 * SECOND) return distance > 0 ? 'in a moment' : 'just now';
  const words = span(size);
  return distance > 0 ? `in ${words}` : `${words} ago`;
}

function span(size: number): string {
  if (size < HOUR - MINUTE / 2) return `${Math.max(1, Math.round(size / MINUTE))} min`;
  if (size < DAY_MS - HOUR / 2) return `${Math.round(size / HOUR)} h`;
  return plural(Math.round(size / DAY_MS), 'day');
}

/** A running or past duration as a clock: 02:14, 1:02:14. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A duration to compare with others: 84 ms, 8.1 s, 12 min. */
export function duration(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 2 * MINUTE) return `${(milliseconds / SECOND).toFixed(1)} s`;
  return `${Math.round(milliseconds / MINUTE)} min`;
}

export function truncate(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1))}…`;
}
