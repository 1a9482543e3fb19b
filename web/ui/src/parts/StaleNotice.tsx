import type { Entity } from '../api/types';
import { Notice } from './Notice';
import { Time } from './Time';

export function StaleNotice({ entity }: { entity: Entity }) {
  if (!entity.stale) return null;
  return (
    <Notice tone="warn" title="Stale">
      {entity.staleReason ?? 'The last sync could not confirm this entity.'} Last confirmed <Time at={entity.lastSeenAt} />;
      kept because nothing proves that it is gone.
    </Notice>
  );
}
