// A window of time in the address: a time, a day, or for its begin a span until now such as 24h.

const HOUR = 3_600_000;
const SPAN = /^(\d{1,5})([hd])$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

export const SPANS = [
  { value: '1h', label: 'the last hour' },
  { value: '24h', label: 'the last 24 hours' },
  { value: '7d', label: 'the last 7 days' },
  { value: '30d', label: 'the last 30 days' },
];

/** What the API calls `since`. */
export function sinceOf(from: string, now: number): string {
  const [, amount, unit] = SPAN.exec(from) ?? [];
  if (amount === undefined) return from;
  return new Date(now - Number(amount) * (unit === 'h' ? HOUR : 24 * HOUR)).toISOString();
}

/** What the API calls `until`: the end of a day that is named. */
export function untilOf(to: string): string {
  if (!isDay(to)) return to;
  const next = new Date(Date.parse(to) + 24 * HOUR);
  return next.toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text));
}
