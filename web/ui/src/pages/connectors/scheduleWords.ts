import type { Installation } from '../../api/types';
import { plural } from '../../parts/words';

const UNITS: [RegExp, string][] = [[/(\d+)D/, 'day'], [/(\d+)H/, 'hour'], [/(\d+)M/, 'minute'], [/(\d+)S/, 'second']];

/** "every 6 hours", "0 3 * * * (Europe/Berlin)", "by hand". */
export function scheduleWords(schedule: Installation['schedule']): string {
  if (!schedule) return 'by hand';
  const words = schedule.cron ? `${schedule.cron} (${schedule.timezone})` : `every ${intervalWords(schedule.every ?? '')}`;
  return schedule.enabled ? words : `${words}, paused`;
}

/** An ISO-8601 duration as people say it. */
export function intervalWords(iso: string): string {
  const parts = UNITS.flatMap(([pattern, unit]) => {
    const found = pattern.exec(iso);
    return found ? [plural(Number(found[1]), unit)] : [];
  });
  if (parts.length === 0) return iso;
  const [only = ''] = parts;
  return parts.length === 1 ? only.replace(/^1 /, '') : parts.join(' ');
}
