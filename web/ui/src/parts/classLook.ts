// A class is told apart by hue, shape and word together; none of them alone.

export const HUES = 12;
export type Shape = 'square' | 'circle' | 'diamond' | 'hexagon';

const SHAPES: Record<Exclude<Shape, 'square'>, RegExp> = {
  circle: /user|person|identity|group|team|role|policy|principal|credential|accesskey|serviceaccount/i,
  diamond: /finding|vulnerability|alert|weakness|problem|risk|incident/i,
  hexagon: /^(cloud)?account$|organization|organisation|tenant|subscription|^project$|directory/i,
};

/** FNV-1a: the same class has the same hue in every browser and release. */
export function hueOf(className: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(className)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash % HUES;
}

export function shapeOf(className: string): Shape {
  if (SHAPES.circle.test(className)) return 'circle';
  if (SHAPES.diamond.test(className)) return 'diamond';
  if (SHAPES.hexagon.test(className)) return 'hexagon';
  return 'square';
}

export function mainClass(classes: readonly string[]): string {
  return classes[0] ?? 'Entity';
}

/** The outline of a shape around (x, y), drawn so that all four weigh the same to the eye. */
export function outline(shape: Shape, x: number, y: number, size: number): string {
  const half = size / 2;
  switch (shape) {
    case 'circle': return `M${x - half} ${y}a${half} ${half} 0 1 0 ${size} 0a${half} ${half} 0 1 0 ${-size} 0z`;
    case 'diamond': {
      const reach = half * 1.2;
      return `M${x} ${y - reach}L${x + reach} ${y}L${x} ${y + reach}L${x - reach} ${y}z`;
    }
    case 'hexagon': {
      const reach = half * 1.1;
      return `M${x - reach} ${y}L${x - reach / 2} ${y - reach}h${reach}L${x + reach} ${y}L${x + reach / 2} ${y + reach}h${-reach}z`;
    }
    case 'square': {
      const corner = size / 6;
      const side = size - 2 * corner;
      const turn = (dx: number, dy: number) => `a${corner} ${corner} 0 0 1 ${dx} ${dy}`;
      return `M${x - half + corner} ${y - half}h${side}${turn(corner, corner)}v${side}${turn(-corner, corner)}h${-side}${turn(-corner, -corner)}v${-side}${turn(corner, -corner)}z`;
    }
  }
}
