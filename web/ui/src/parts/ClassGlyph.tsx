import { hueOf, mainClass, outline, shapeOf } from './classLook';

/** Hue and shape of a class. Decoration: the word stands beside it wherever it is used. */
export function ClassGlyph({ classes }: { classes: readonly string[] }) {
  const name = mainClass(classes);
  return (
    <svg class={`glyph hue-${hueOf(name)}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={outline(shapeOf(name), 6, 6, 9)} />
    </svg>
  );
}

/** The glyph with its word. */
export function ClassChip({ classes }: { classes: readonly string[] }) {
  return (
    <span class="pill" title={classes.join(', ')}>
      <ClassGlyph classes={classes} /> {mainClass(classes)}
    </span>
  );
}
