import { entityHref } from '../app/urlState';
import { ClassGlyph } from './ClassGlyph';
import { mainClass } from './classLook';

interface Props {
  id: string;
  classes: readonly string[];
  displayName: string;
}

export function EntityLink({ id, classes, displayName }: Props) {
  return (
    <a class="entity-link" href={entityHref(id)}>
      <ClassGlyph classes={classes} />
      <span class="visually-hidden">{mainClass(classes)} </span>
      <span class="entity-name">{displayName}</span>
    </a>
  );
}
