import { signal } from '@preact/signals';
import type { ProblemBody } from './types';

const BASE = '/api/v1';

/** What the server (or its absence) answered instead of a result. */
export class Problem extends Error {
  constructor(readonly body: ProblemBody) {
    super(body.detail ?? body.title);
  }

  get code(): string {
    return this.body.code;
  }

  get notPermitted(): boolean {
    return this.body.status === 403 && this.body.code !== 'cypher-not-allowed';
  }

  get unreachable(): boolean {
    return this.body.code === 'unreachable';
  }
}

export type Params = Record<string, string | number | null | undefined>;

/** False from the first request that found no server until one that does. */
export const reachable = signal(true);

/** Counts how often what failed for want of a server should be tried again. */
export const retries = signal(0);

let csrfToken: string | null = null;
let onSessionLost: () => void = () => {};

export function sendCsrfToken(token: string | null): void {
  csrfToken = token;
}

export function whenSessionIsLost(listener: () => void): void {
  onSessionLost = listener;
}

export function path(template: string, params: Params = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const query = search.toString();
  return BASE + template + (query ? `?${query}` : '');
}

export function get<T>(template: string, params?: Params, abort?: AbortSignal): Promise<T> {
  return send<T>('GET', path(template, params), undefined, abort);
}

export function post<T>(template: string, body: unknown = {}, abort?: AbortSignal): Promise<T> {
  return send<T>('POST', path(template), body, abort);
}

export function del(template: string): Promise<void> {
  return send<void>('DELETE', path(template));
}

async function send<T>(method: string, url: string, body?: unknown, abort?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;

  const response = await reach(url, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(abort ? { signal: abort } : {}),
  });
  if (response.ok) {
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
  const problem = await problemOf(response);
  if (response.status === 401 && problem.code !== 'session-refused') onSessionLost();
  throw problem;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw unreachable(null);
  }
  // A proxy in front answers for a server that is gone.
  if ([502, 503, 504].includes(response.status) && !isProblem(response)) {
    throw unreachable(response.headers.get('X-Request-Id'));
  }
  reachable.value = true;
  return response;
}

function unreachable(requestId: string | null): Problem {
  reachable.value = false;
  return new Problem({
    title: 'The server cannot be reached',
    status: 0,
    detail: 'The server cannot be reached. What is shown may be out of date.',
    code: 'unreachable',
    requestId,
  });
}

function isProblem(response: Response): boolean {
  return (response.headers.get('Content-Type') ?? '').includes('json');
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback: ProblemBody = {
    title: `The server answered ${response.status}`,
    status: response.status,
    detail: null,
    code: 'unexpected-answer',
    requestId: response.headers.get('X-Request-Id'),
  };
  const body = isProblem(response) ? await response.json().catch(() => ({})) : {};
  return new Problem({ ...fallback, ...body });
}
