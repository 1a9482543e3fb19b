import { describe, expect, it } from 'vitest';
import { entityHref, matchRoute, queryHref, safeNext, withParams } from '../src/app/urlState';

describe('the URL is the state', () => {
  it('changes one parameter and keeps the others', () => {
    expect(withParams('/entities?class=Host&q=api', { q: 'web' })).toBe('/entities?class=Host&q=web');
  });

  it('drops a parameter that is null or empty, and the question mark with the last one', () => {
    expect(withParams('/entities?class=Host&q=api', { class: null, q: '' })).toBe('/entities');
  });

  it('carries a query with its parameters', () => {
    const href = queryHref('MATCH (n) WHERE n.name = $name RETURN n', { name: '"a&b"' });
    const params = new URL(href, 'http://x').searchParams;
    expect(params.get('q')).toBe('MATCH (n) WHERE n.name = $name RETURN n');
    expect(params.get('p.name')).toBe('"a&b"');
  });
});

describe('routes', () => {
  it.each([
    ['/', { page: 'overview' }],
    ['/entities', { page: 'entities' }],
    ['/entities/', { page: 'entities' }],
    ['/entities/abc', { page: 'entity', id: 'abc' }],
    ['/entities/a%2Fb', { page: 'entity', id: 'a/b' }],
    ['/query', { page: 'query' }],
    ['/changes', { page: 'changes' }],
    ['/syncs/7', { page: 'sync', id: '7' }],
    ['/connectors', { page: 'connectors' }],
    ['/connectors/acme/new', { page: 'connect', id: 'acme' }],
    ['/installations/i1', { page: 'installation', id: 'i1' }],
    ['/login', { page: 'login' }],
  ])('%s is a page', (path, route) => {
    expect(matchRoute(path)).toEqual(route);
  });

  it.each(['/nowhere', '/installations', '/held', '/query/x', '/entities/a/b', '/connectors/acme', '/connectors//new', '/connectors/acme/new/x', '/entities/%E0%A4%A'])('%s is none', (path) => {
    expect(matchRoute(path)).toEqual({ page: 'not-found' });
  });

  it('finds an entity again by the address made for it', () => {
    const id = 'a/b?c#d';
    expect(matchRoute(new URL(entityHref(id), 'http://x').pathname)).toEqual({ page: 'entity', id });
  });
});

describe('the address after login', () => {
  it('may be any page with its parameters', () => {
    expect(safeNext('/query?q=MATCH')).toBe('/query?q=MATCH');
  });

  it.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', '/login', '/login?next=/'])(
    'is the overview instead of %j',
    (next) => expect(safeNext(next)).toBe('/'),
  );
});
