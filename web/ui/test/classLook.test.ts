import { describe, expect, it } from 'vitest';
import { HUES, hueOf, outline, shapeOf } from '../src/parts/classLook';

describe('the look of a class', () => {
  it('has the same hue in every release', () => {
    expect(['Host', 'User', 'Finding', 'CodeRepo'].map(hueOf)).toMatchInlineSnapshot(`
      [
        3,
        2,
        10,
        4,
      ]
    `);
  });

  it('uses only the hues there are, and most of them', () => {
    const hues = new Set(Array.from({ length: 200 }, (_, index) => hueOf(`Class${index}`)));
    expect([...hues].every((hue) => hue >= 0 && hue < HUES)).toBe(true);
    expect(hues.size).toBe(HUES);
  });

  it.each([
    ['User', 'circle'], ['AccessRole', 'circle'], ['Finding', 'diamond'], ['Vulnerability', 'diamond'],
    ['Account', 'hexagon'], ['Organization', 'hexagon'], ['Host', 'square'], ['CodeRepo', 'square'],
  ] as const)('%s is a %s', (name, shape) => expect(shapeOf(name)).toBe(shape));

  it('draws each shape differently', () => {
    expect(new Set((['square', 'circle', 'diamond', 'hexagon'] as const).map((shape) => outline(shape, 6, 6, 9))).size).toBe(4);
  });
});
