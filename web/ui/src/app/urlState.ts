// The URL is the state. These are its pure parts.

export type Changes = Record<string, string | null>;

/** The address with some parameters changed; null or '' removes one, the others stay in place. */
export function withParams(address: string, changes: Changes): string {
  const [path = '', search = ''] = address.split('?', 2);
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') params.delete(name);
    else params.set(name, value);
  }
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

/** Where to go after login: an address of this application, never of another host, never the login itself. */
export function safeNext(next: string | null): string {
  if (!next || !/^\/(?![/\\])/.test(next) || /[\\\n\r\t]/.test(next)) return '/';
  return next === '/login' || /^\/login[?#]/.test(next) ? '/' : next;
}

export type Route =
  | { page: 'login' | 'overview' | 'entities' | 'query' | 'changes' | 'connectors' | 'syncs' | 'not-found' }
  | { page: 'entity' | 'sync' | 'connect' | 'installation'; id: string };

export function matchRoute(path: string): Route {
  const [, first = '', second, ...rest] = path.replace(/(.)\/$/, '$1').split('/');
  if (first === 'connectors' && second && rest.join('/') === 'new') {
    const id = decode(second);
    return id ? { page: 'connect', id } : { page: 'not-found' };
  }
  if (rest.length > 0) return { page: 'not-found' };
  if (second !== undefined) {
    const id = decode(second);
    if (first === 'entities' && id) return { page: 'entity', id };
    if (first === 'syncs' && id) return { page: 'sync', id };
    if (first === 'installations' && id) return { page: 'installation', id };
    return { page: 'not-found' };
  }
  switch (first) {
    case '': return { page: 'overview' };
    case 'login': return { page: 'login' };
    case 'entities': return { page: 'entities' };
    case 'query': return { page: 'query' };
    case 'changes': return { page: 'changes' };
    case 'connectors': return { page: 'connectors' };
    case 'syncs': return { page: 'syncs' };
    default: return { page: 'not-found' };
  }
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

export function entityHref(id: string, params: Changes = {}): string {
  return withParams(`/entities/${encodeURIComponent(id)}`, params);
}

export function syncHref(id: string): string {
  return `/syncs/${encodeURIComponent(id)}`;
}

export function connectHref(connector: string): string {
  return `/connectors/${encodeURIComponent(connector)}/new`;
}

export function installationHref(id: string): string {
  return `/installations/${encodeURIComponent(id)}`;
}

/** A query page address; parameters travel as p.NAME in the notation of the parameter fields. */
export function queryHref(cypher: string, parameters: Record<string, string> = {}): string {
  const prefixed = Object.entries(parameters).map(([name, value]) => [`p.${name}`, value] as const);
  return withParams('/query', { q: cypher, ...Object.fromEntries(prefixed) });
}
