import { get } from '../../api/client';
import type { EntityDetail } from '../../api/types';
import { useResource } from '../../api/useResource';
import { setParams } from '../../app/location';
import { entityHref } from '../../app/urlState';
import { ClassChip } from '../../parts/ClassGlyph';
import { Loaded } from '../../parts/Loaded';
import { PropertyList } from '../../parts/PropertyList';
import { RelationshipCounts } from '../../parts/RelationshipCounts';
import { StaleNotice } from '../../parts/StaleNotice';
import { Time } from '../../parts/Time';

/** The entity beside the list, so that looking costs no place in it. */
export function Peek({ id }: { id: string }) {
  const entity = useResource(id, (abort) => get<EntityDetail>(`/entities/${encodeURIComponent(id)}`, {}, abort));
  return (
    <aside class="panel peek" aria-label="Entity details">
      <div class="peek-bar">
        <a class="button" href={entityHref(id)}>Open</a>
        <button type="button" class="button" onClick={() => setParams({ peek: null })}>Close</button>
      </div>
      <Loaded resource={entity} rows={8}>
        {(found) => (
          <>
            <div class="peek-head">
              <ClassChip classes={found.classes} />
              <h2>{found.displayName}</h2>
              <p class="mono secondary break">{found.key}</p>
              <p class="secondary">{found.installationName} · updated <Time at={found.updatedAt} /></p>
              <StaleNotice entity={found} />
            </div>
            <PropertyList properties={found.properties} />
            <h3 class="peek-section">Relationships</h3>
            <RelationshipCounts id={id} counts={found.relationshipCounts} />
          </>
        )}
      </Loaded>
    </aside>
  );
}
