import type { Entity } from '../api/types';
import { Notice } from './Notice';
import { Time } from './Time';

export function StaleNotice({ entity }: { entity: Entity }) {
  if (!entity.stale) return null;
  return (
    <Notice tone="warn" title="Stale">
      {entity.staleReason ?? 'The last sync could not confirm this entity.'} Last seen <Time at={entity.lastSeenAt} never="before anybody kept record" />;
      nothing is deleted without proof, or without a person where it would be much.
    </Notice>
  );
}
