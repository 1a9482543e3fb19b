// Answers the HTTP contract from made-up data while working on the UI. Never part of the build.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { Entity, Sync } from '../src/api/types';
import { changes } from './mock-changes.ts';
import { CONNECTORS, entity, ENTITIES, INSTALLATIONS, PENDING, relationshipsOf, STATS, step, sync, SYNCS } from './mock-data.ts';
import { problem, type Answer } from './mock-problem.ts';
import { answerQuery } from './mock-query.ts';

const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
  + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export function mockApi(): Plugin {
  return {
    name: 'mock-api',
    apply: (_, { command, isPreview }) => command === 'serve' && (isPreview === true || process.env['VITEST'] === undefined),
    configureServer: ({ middlewares }) => void middlewares.use(handle),
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((_, response, next) => {
        response.setHeader('Content-Security-Policy', CSP);
        next();
      });
      middlewares.use(handle);
    },
  };
}

let loggedIn = true;
let role = 'admin';
let empty = false;
const streams = new Set<ServerResponse>();

async function handle(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (!url.pathname.startsWith('/api/v1')) return next();
  const at = url.pathname.slice('/api/v1'.length);
  if (at === '/events') return openStream(response);
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const body = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
  const answer = await route(`${request.method} ${at}`, url.searchParams, body);
  response.statusCode = answer.status ?? 200;
  response.setHeader('X-Request-Id', 'req-7f3a');
  response.setHeader('Content-Type', response.statusCode >= 400 ? 'application/problem+json' : 'application/json');
  response.end(response.statusCode === 204 ? '' : JSON.stringify(answer.body));
}

async function route(call: string, params: URLSearchParams, body: Record<string, unknown>): Promise<Answer> {
  const session = { authenticated: true, name: 'mk', role, csrfToken: 'csrf' };
  if (call === 'GET /session') return { body: loggedIn ? session : { authenticated: false } };
  if (call === 'POST /session') {
    const secret = body['token'] ?? body['code'];
    if (secret === 'used' || secret === 'wrong') return problem(401, 'session-refused', 'Not accepted', 'The credential is not valid.');
    loggedIn = true;
    return { status: 201, body: session };
  }
  if (call === 'DELETE /session') {
    loggedIn = false;
    return { status: 204 };
  }
  // Switches for trying out states: empty graph, viewer role.
  if (call === 'POST /mock') {
    empty = body['empty'] === true;
    role = String(body['role'] ?? 'admin');
    return { status: 204 };
  }
  if (!loggedIn) return problem(401, 'unauthenticated', 'Log in first', 'There is no session.');

  const [method, path = ''] = call.split(' ');
  const [, area, id, part] = path.split('/').map(decodeURIComponent);
  if (method === 'GET' && area === 'stats') return { body: empty ? NOTHING : STATS };
  if (method === 'GET' && area === 'connectors') {
    const found = CONNECTORS.find(({ name }) => name === id);
    if (id === undefined) return { body: { items: empty ? [] : CONNECTORS, nextCursor: null } };
    return found ? { body: found } : problem(404, 'not-found', 'Not found', `There is no connector ${id}.`);
  }
  if (method === 'GET' && area === 'installations' && part === 'pending') {
    return { body: { items: id === 'inst-github' ? PENDING : [], nextCursor: null } };
  }
  if (method === 'GET' && area === 'installations' && id !== undefined) {
    const found = INSTALLATIONS.find((candidate) => candidate.id === id);
    return found ? { body: found } : problem(404, 'not-found', 'Not found', `There is no installation ${id}.`);
  }
  if (method === 'GET' && area === 'installations') return { body: { items: empty ? [] : INSTALLATIONS, nextCursor: null } };
  if (method === 'GET' && area === 'schema') return { body: SCHEMA };
  if (call === 'POST /query') return answerQuery(String(body['cypher']), (body['parameters'] ?? {}) as Record<string, unknown>);
  if (area === 'changes') return { body: empty ? { items: [], nextCursor: null, keptSince: null } : changes(params) };
  if (area === 'entities') return entities(id, part, params);
  if (method === 'GET' && area === 'syncs' && id === undefined) return { body: pageOf(empty ? [] : syncs(params), params) };
  if (area === 'syncs' && part === 'held') return held(method, id!, body, params);
  if (method === 'GET' && area === 'syncs') {
    const found = SYNCS.find((candidate) => candidate.id === id);
    return found ? { body: found } : problem(404, 'not-found', 'Not found', `There is no sync ${id}.`);
  }
  if (method === 'POST' && part === 'cancel') return cancel(id!);
  if (method === 'POST' && part === 'syncs') return startSync(id!, body['mode'] === 'plan' ? 'plan' : 'full');
  return problem(404, 'not-found', 'Not found', `Nothing at ${path}.`);
}

function entities(id: string | undefined, part: string | undefined, params: URLSearchParams): Answer {
  if (id === undefined) return { body: pageOf(empty ? [] : filtered(params), params) };
  const found = entity(id);
  if (!found) return problem(404, 'not-found', 'Not found', `There is no entity ${id}.`);
  const all = relationshipsOf(id);
  if (part === 'history') return { body: changes(params, id) };
  if (part === undefined && params.get('at')) return { body: { ...found, at: params.get('at'), until: null } };
  if (part === 'relationships') {
    const wanted = (name: 'verb' | 'direction') => (edge: (typeof all)[number]) => !params.get(name) || edge[name] === params.get(name);
    return { body: pageOf(all.filter(wanted('verb')).filter(wanted('direction')), params) };
  }
  if (part === 'graph') {
    const shown = all.slice(0, Number(params.get('limit') ?? 300));
    const edges = shown.map((edge) => ({
      id: edge.id, type: edge.verb, properties: {},
      from: edge.direction === 'OUT' ? id : edge.entity.id,
      to: edge.direction === 'OUT' ? edge.entity.id : id,
    }));
    return { body: { nodes: [found, ...shown.map((edge) => edge.entity)], relationships: edges, truncated: shown.length < all.length } };
  }
  const kinds = new Map<string, { verb: string; direction: string; type: string; class: string; count: number }>();
  for (const { verb, direction, entity: other } of all) {
    const key = `${verb} ${direction} ${other.type}`;
    const kind = kinds.get(key) ?? { verb, direction, type: other.type, class: other.classes[0]!, count: 0 };
    kinds.set(key, { ...kind, count: kind.count + 1 });
  }
  return { body: { ...found, relationshipCounts: [...kinds.values()] } };
}

function filtered(params: URLSearchParams): Entity[] {
  const is = (name: 'type' | 'installation') => (item: Entity) => !params.get(name) || item[name] === params.get(name);
  const q = (params.get('q') ?? '').toLowerCase();
  const sort = params.get('sort') ?? 'displayName';
  const field = sort.replace('-', '') as 'displayName' | 'type' | 'updatedAt';
  const sign = sort.startsWith('-') ? -1 : 1;
  return ENTITIES
    .filter(is('type')).filter(is('installation'))
    .filter((item) => !params.get('class') || item.classes.includes(params.get('class')!))
    .filter((item) => item.displayName.toLowerCase().includes(q))
    .sort((a, b) => sign * a[field].localeCompare(b[field]));
}

function syncs(params: URLSearchParams): Sync[] {
  const is = (name: 'installation' | 'state') => (item: Sync) => !params.get(name) || item[name] === params.get(name);
  return SYNCS.filter(is('installation')).filter(is('state'));
}

function pageOf<T>(items: T[], params: URLSearchParams) {
  const from = Number(params.get('cursor') ?? 0);
  const to = from + Number(params.get('limit') ?? 50);
  return { items: items.slice(from, to), nextCursor: to < items.length ? String(to) : null };
}

function startSync(installation: string, mode: Sync['mode']): Answer {
  const running = SYNCS.find((item) => item.installation === installation && item.state === 'COLLECTING');
  if (running) return problem(409, 'sync-running', 'A sync is running', 'One sync at a time.', { runningSync: running.id });
  const id = `sync-${1836 + SYNCS.length}`;
  const started = sync(id, installation, mode, 'COLLECTING', 0, [
    step('organisations', 'Organisations', 'DONE', 'COMPLETE', 1, 400),
    step('repositories', 'Repositories', 'RUNNING', null, 0, 0),
    step('deploy-keys', 'Deploy keys', 'WAITING', null, 0, null, null, ['repositories']),
  ], { startedAt: new Date().toISOString(), finishedAt: null, stats: null, progress: { entities: 0, relationships: 0 }, trigger: 'mk' });
  SYNCS.unshift(started);
  say('SyncStarted', started);
  const timer = setInterval(() => {
    if (started.state !== 'COLLECTING') return clearInterval(timer);
    const [, repositories, keys] = started.steps;
    repositories!.entities += 37;
    repositories!.durationMs! += 200;
    started.progress = { entities: repositories!.entities + 1, relationships: repositories!.entities * 2 };
    say('StepProgress', started);
    if (repositories!.entities < 1800) return;
    for (const done of [repositories!, keys!]) Object.assign(done, { state: 'DONE', outcome: 'COMPLETE', durationMs: 9000 });
    finish(started, 'SUCCEEDED', 'SyncCompleted');
  }, 200);
  return { status: 202, body: { id } };
}

function cancel(id: string): Answer {
  const found = SYNCS.find((item) => item.id === id);
  if (found) finish(found, 'CANCELLED', 'SyncCancelled');
  return { status: 202, body: {} };
}

function held(method: string | undefined, id: string, body: Record<string, unknown>, params: URLSearchParams): Answer {
  const found = SYNCS.find((candidate) => candidate.id === id);
  if (!found) return problem(404, 'not-found', 'Not found', `There is no sync ${id}.`);
  if (method === 'POST') {
    if (found.heldDecision) return problem(409, 'held-decided', 'Decided already', 'The decision was taken.');
    found.heldDecision = { decision: body['decision'] === 'approve' ? 'approve' : 'reject', by: 'mk', at: new Date().toISOString() };
    say('SyncDecided', found);
    return { body: found };
  }
  const items = found.heldDecision?.decision === 'approve' ? [] : ENTITIES.filter(({ type }) => type === 'aws_instance').map((one) => ({
    kind: 'entity', id: one.id, type: one.type, displayName: one.displayName, key: one.key, from: null, to: null, lastSeenAt: one.lastSeenAt,
  }));
  return { body: { ...pageOf(items, params), counts: found.held, decision: found.heldDecision, supersededBy: null } };
}

function finish(which: Sync, state: Sync['state'], event: string): void {
  const counts = { created: 38, updated: 2, unchanged: 1700, deleted: 1, held: 0 };
  Object.assign(which, { state, finishedAt: new Date().toISOString(), stats: { entities: counts, relationships: counts } });
  say(event, which);
}

function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': open\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

function say(event: string, about: Sync): void {
  const data = JSON.stringify({ type: event, syncId: about.id, installation: about.installation, at: new Date().toISOString() });
  for (const stream of streams) stream.write(`event: ${event}\ndata: ${data}\n\n`);
}

const NOTHING = { graphVersion: 0, entities: 0, relationships: 0, byClass: [], byType: [], byVerb: [], byInstallation: [] };
const SCHEMA = {
  entityTypes: [],
  relationships: [],
  labels: ['Entity', ...STATS.byClass.map(({ name }) => name)],
  relationshipTypes: STATS.byVerb.map(({ name }) => name),
  propertyKeys: ['name', 'owner', 'severity', '_id', '_type', '_displayName', '_updatedAt'],
};
