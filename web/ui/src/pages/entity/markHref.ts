import { entityHref } from '../../app/urlState';
import type { Mark } from './neighbourhoodLayout';

/** Where a mark leads: to the neighbour, or to the list of all that the group stands for. */
export function markHref(id: string, mark: Mark): string {
  return mark.entity
    ? entityHref(mark.entity.id)
    : entityHref(id, { tab: 'relationships', verb: mark.verb, direction: mark.direction });
}
