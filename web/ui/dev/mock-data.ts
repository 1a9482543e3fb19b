// A small made-up company for working on the UI without a server. The same in every run.
import type { Connector, Entity, EntityRelationship, Installation, PendingRelationship, Stats, Sync, SyncStep } from '../src/api/types';

const NOW = Date.now();
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

export const INSTALLATIONS: Installation[] = [
  installation('inst-aws', 'AWS · prod', 'aws', { every: 'PT1H', minutes: -18 }, 'sync-1840', 'SUCCEEDED', 42),
  installation('inst-github', 'GitHub · corp', 'github', { every: 'PT1H', minutes: -31 }, 'sync-1841', 'PARTIAL', 29),
  installation('inst-host', 'Build host', 'host', null, 'sync-1838', 'SUCCEEDED', 300),
];

/** What GitHub's accounts wait for. */
export const PENDING: PendingRelationship[] = [
  {
    id: 'p1', verb: 'IS', reason: 'NO_MATCH', since: ago(300), matches: 0, candidates: [],
    from: { type: 'github_user', key: 'octo-contractor', entity: null },
    to: { type: 'User(email)', key: 'contractor@example.com', entity: null },
  },
  {
    id: 'p2', verb: 'IS', reason: 'AMBIGUOUS', since: ago(40), matches: 2, candidates: [],
    from: { type: 'github_user', key: 'ann', entity: null },
    to: { type: 'User(lower(email))', key: 'ann@example.com', entity: null },
  },
];

export const CONNECTORS: Connector[] = [
  {
    name: 'host', displayName: 'Host', description: 'The machine Cadastre runs on.', version: '1.0.0', icon: 'M4 5h16v10H4zM9 19h6',
    scopes: [], status: 'available', problems: [], schema: { entityTypes: [{ name: 'host_machine', classes: ['Host'] }] },
  },
  {
    name: 'org.example.Broken', displayName: 'org.example.Broken', description: null, version: null, icon: null,
    scopes: [], status: 'broken', problems: ['It does not load: a class is missing.'], schema: { entityTypes: [] },
  },
];

function installation(
  id: string, name: string, connector: string, every: { every: string; minutes: number } | null,
  lastSync: string, state: Sync['state'], minutes: number,
): Installation {
  return {
    id, name, connector, config: {}, credentialNames: [],
    schedule: every && { every: every.every, timezone: 'UTC', enabled: true, nextRunAt: ago(every.minutes) },
    health: { status: 'healthy', detail: null, checkedAt: ago(minutes) },
    lastSync: { id: lastSync, state, startedAt: ago(minutes + 2), finishedAt: ago(minutes), heldDecision: null },
    counts: { entities: 0, relationships: 0, pending: 0 },
    deletionBudget: { enabled: true, atLeast: 20, share: 0.3 },
  };
}

export const ENTITIES: Entity[] = [];
export const EDGES: { id: string; from: string; to: string; verb: string; properties: Record<string, unknown> }[] = [];

function add(type: string, className: string, name: string, installationId: string, properties: Record<string, unknown> = {}): Entity {
  const owner = INSTALLATIONS.find(({ id }) => id === installationId)!;
  const number = ENTITIES.length;
  const stale = type === 'github_branch_protection' && number % 2 === 0;
  const entity: Entity = {
    id: `e${number.toString(32).padStart(4, '0')}k7q2vnd3`,
    type,
    classes: [className],
    displayName: name,
    installation: installationId,
    installationName: owner.name,
    connector: owner.connector,
    key: `${owner.connector}:${type}:${name}`,
    createdAt: ago(60 * 24 * (200 - (number % 150))),
    updatedAt: ago(5 + ((number * 37) % 9000)),
    lastSeenAt: ago(stale ? 4000 : 4),
    stale,
    staleReason: stale ? 'Branch protections could not be read: the token lacks administration:read.' : null,
    version: 1 + (number % 17),
    properties: { name, ...properties },
  };
  ENTITIES.push(entity);
  return entity;
}

function relate(from: Entity, verb: string, to: Entity, properties: Record<string, unknown> = {}): void {
  EDGES.push({ id: `r${EDGES.length.toString(32).padStart(5, '0')}`, from: from.id, to: to.id, verb, properties });
}

const account = add('aws_account', 'Account', 'prod-492817', 'inst-aws', { accountId: '492817110233' });
const subnet = add('aws_subnet', 'Network', 'subnet-app-1a', 'inst-aws', { cidr: '10.24.7.0/24' });
const role = add('aws_iam_role', 'AccessRole', 'role/payments-app', 'inst-aws');
const HOSTS = ['payments-api-7f4c', 'edge-proxy-02', 'legacy-crm-1', 'ci-runner-31', 'search-node-8', 'img-resize-4', 'vpn-gw-eu', 'bi-worker-2', 'grafana-1'];
HOSTS.forEach((name, index) => {
  const host = add('aws_instance', 'Host', name, 'inst-aws', {
    privateIpAddress: `10.24.7.${31 + index}`,
    publicIpAddress: index % 3 === 0 ? `203.0.113.${24 + index}` : null,
    os: 'Amazon Linux 2023.4',
    encrypted: index !== 2,
    owner: 'payments@corp.example',
    agentVersion: '7.18.17106',
    tags: ['env=prod', 'team=payments', 'tier=1'],
    vcpus: 4,
    memoryBytes: 17179869184,
    lastPatchedOn: ago(2880),
    sshPort: 22,
  });
  relate(host, 'IN', subnet);
  relate(account, 'OWNS', host);
  if (index < 2) relate(host, 'USES', role);
  relate(add('agent', 'HostAgent', `falcon agent ${index + 1}`, 'inst-aws'), 'PROTECTS', host);
  for (let finding = 0; finding < (index === 0 ? 14 : 3); finding++) {
    relate(host, 'HAS', add('aws_finding', 'Finding', `CVE-2026-${1000 + index * 40 + finding}`, 'inst-aws', { severity: finding % 4 === 0 ? 'critical' : 'medium' }));
  }
  for (let container = 0; container < (index === 0 ? 19 : 4); container++) {
    relate(host, 'RUNS', add('container', 'Container', `${name}/web-${container + 1}`, 'inst-aws'), { startedAt: ago(600 + container) });
  }
});

const org = add('github_organization', 'Organization', 'corp-example', 'inst-github');
const people = ['ada', 'grace', 'linus', 'margaret', 'donald', 'barbara', 'edsger', 'radia', 'ken', 'frances'].map((login) =>
  add('github_user', 'User', login, 'inst-github', { login, mfa: login !== 'ken', email: `${login}@corp.example` }));
people.forEach((person) => relate(org, 'HAS', person));
for (let index = 0; index < 120; index++) {
  const repo = add('github_repo', 'CodeRepo', `corp-example/service-${index + 1}`, 'inst-github', {
    url: `https://github.com/corp-example/service-${index + 1}`, private: index % 4 !== 0, stars: (index * 7) % 1300,
  });
  relate(org, 'OWNS', repo);
  relate(people[index % people.length]!, 'MAINTAINS', repo);
  if (index % 2 === 0) relate(repo, 'HAS', add('github_branch_protection', 'Configuration', `service-${index + 1}: main`, 'inst-github'));
}
const buildHost = add('host', 'Host', 'build-01', 'inst-host', { kernel: '6.1.0-30-amd64', cores: 16 });
['java', 'nginx', 'sshd', 'postgres', 'node', 'cron', 'containerd', 'chronyd'].forEach((name, index) =>
  relate(buildHost, 'RUNS', add('process', 'Process', name, 'inst-host', { pid: 400 + index * 731 })));

for (const entry of INSTALLATIONS) {
  const own = new Set(ENTITIES.filter((entity) => entity.installation === entry.id).map(({ id }) => id));
  entry.counts = { entities: own.size, relationships: EDGES.filter(({ from }) => own.has(from)).length, pending: entry.id === 'inst-github' ? PENDING.length : 0 };
}

const byId = new Map(ENTITIES.map((entity) => [entity.id, entity]));

export function entity(id: string): Entity | undefined {
  return byId.get(id);
}

export function relationshipsOf(id: string): EntityRelationship[] {
  return EDGES.flatMap(({ id: edge, from, to, verb, properties }): EntityRelationship[] => {
    const { installation: owner, lastSeenAt } = byId.get(from)!;
    const rest = { id: edge, verb, properties, installation: owner, lastSeenAt, stale: false, staleReason: null };
    if (from === id) return [{ ...rest, direction: 'OUT', entity: byId.get(to)! }];
    if (to === id) return [{ ...rest, direction: 'IN', entity: byId.get(from)! }];
    return [];
  });
}

export function counted<T>(items: T[], name: (item: T) => string): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(name(item), (counts.get(name(item)) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ name: key, count })).sort((a, b) => b.count - a.count);
}

export const STATS: Stats = {
  graphVersion: 512,
  entities: ENTITIES.length,
  relationships: EDGES.length,
  byClass: counted(ENTITIES, ({ classes }) => classes[0]!),
  byType: counted(ENTITIES, ({ type }) => type),
  byVerb: counted(EDGES, ({ verb }) => verb),
  byInstallation: INSTALLATIONS.map(({ id, name, connector, counts }) => ({ id, name, connector, ...counts })),
};

export function step(id: string, description: string, state: SyncStep['state'], outcome: SyncStep['outcome'], entities: number, durationMs: number | null, reason: string | null = null, waitsFor: string[] = []): SyncStep {
  return { id, description, state, outcome, reason, entities, relationships: Math.round(entities * 1.4), calls: Math.ceil(entities / 30), durationMs, waitsFor };
}

const NO_CHANGES = { created: 0, updated: 0, unchanged: 410, deleted: 0, held: 0 };

export const SYNCS: Sync[] = [
  sync('sync-1841', 'inst-github', 'full', 'PARTIAL', 29, [
    step('organisations', 'Organisations', 'DONE', 'COMPLETE', 1, 400),
    step('users', 'Users', 'DONE', 'COMPLETE', 1204, 8100),
    step('teams', 'Teams and members', 'DONE', 'UNCHANGED', 88, 12600),
    step('repositories', 'Repositories', 'DONE', 'COMPLETE', 2311, 41000),
    step('branch-protections', 'Branch protections', 'DONE', 'DENIED', 2190, 38700, '121 repositories'),
    step('deploy-keys', 'Deploy keys', 'SKIPPED', 'SKIPPED', 0, null, 'switched off'),
  ], {
    problems: [
      { code: 'permission', step: 'branch-protections', type: 'github_branch_protection', detail: '403 for 121 repositories: the token lacks administration:read. Stale data is kept.', count: 121 },
      { code: 'rate-limited', step: 'repositories', type: null, detail: 'Secondary rate limit, waited 20 s.', count: 1 },
    ],
    pendingRelationships: 7,
  }),
  sync('sync-1840', 'inst-aws', 'full', 'SUCCEEDED', 42),
  sync('sync-1839', 'inst-aws', 'plan', 'SUCCEEDED', 70),
  sync('sync-1838', 'inst-host', 'full', 'SUCCEEDED', 300),
  sync('sync-1837', 'inst-github', 'full', 'FAILED', 460, [step('organisations', 'Organisations', 'DONE', 'FAILED', 0, 900, 'the host name does not resolve')]),
  sync('sync-1836', 'inst-aws', 'full', 'HELD', 2000, undefined, {
    stats: { entities: { created: 3, updated: 12, unchanged: 400, deleted: 0, held: 214 }, relationships: NO_CHANGES },
    held: [{ kind: 'entity', type: 'aws_instance', count: 9, along: 0, of: 9 }, { kind: 'relationship', type: 'aws_instance IN aws_subnet', count: 0, along: 9, of: 9 }],
  }),
];

export function sync(id: string, installationId: string, mode: Sync['mode'], state: Sync['state'], minutes: number, steps?: SyncStep[], more: Partial<Sync> = {}): Sync {
  return {
    id, mode, state,
    installation: installationId,
    installationName: INSTALLATIONS.find((entry) => entry.id === installationId)!.name,
    trigger: minutes % 2 === 0 ? 'schedule' : 'mk',
    startedAt: ago(minutes + 2),
    finishedAt: ago(minutes),
    steps: steps ?? [step('all', 'Everything', 'DONE', 'COMPLETE', 410, 21_000)],
    stats: { entities: { created: 38, updated: 214, unchanged: 12153, deleted: 3, held: 0 }, relationships: { ...NO_CHANGES, created: 96, deleted: 11 } },
    progress: null,
    problems: [],
    pendingRelationships: 0,
    held: [],
    heldDecision: null,
    supersededBy: null,
    ...more,
  };
}
