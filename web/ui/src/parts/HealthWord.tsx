import type { Installation } from '../api/types';
import { StatusDot, type Tone } from './StatusDot';

const TONES: Record<string, Tone> = { healthy: 'ok', degraded: 'warn', unhealthy: 'error' };

export function HealthWord({ health }: { health: Installation['health'] }) {
  const status = health?.status ?? 'unknown';
  const tone = TONES[status] ?? 'muted';
  return (
    <span class={`state tone-${tone}`} title={health?.detail ?? undefined}>
      <StatusDot tone={tone} /> {status}
    </span>
  );
}
