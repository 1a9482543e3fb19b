// The shapes of the HTTP contract, in its own words.

export type Role = 'viewer' | 'operator' | 'admin';

export type Session =
  | { authenticated: false }
  | { authenticated: true; name: string; role: Role; csrfToken: string };

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface NamedCount {
  name: string;
  count: number;
}

export interface Stats {
  graphVersion: number;
  entities: number;
  relationships: number;
  byClass: NamedCount[];
  byType: NamedCount[];
  byVerb: NamedCount[];
  byInstallation: { id: string; name: string; connector: string; entities: number; relationships: number }[];
}

/** What every place that names an entity knows of it. */
export interface EntityRef {
  id: string;
  type: string;
  classes: string[];
  displayName: string;
  installation: string;
}

export interface Entity extends EntityRef {
  installationName: string;
  connector: string;
  key: string;
  createdAt: string;
  updatedAt: string;
  lastSeenAt: string | null;
  stale: boolean;
  staleReason: string | null;
  version: number;
  properties: Record<string, unknown>;
}

export type Operation = 'create' | 'update' | 'delete';

export interface Change {
  /** Unique; sorts by the time of publication. */
  id: string;
  at: string;
  sync: string;
  installation: string;
  installationName: string;
  kind: 'entity' | 'relationship';
  operation: Operation;
  subject: string;
  type: string;
  name: string;
  version: number | null;
  from: string | null;
  to: string | null;
  /** What changed, null where there was or is no value; of a deletion the last state, of a creation the first. */
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

export interface ChangePage extends Page<Change> {
  /** Changes before then are no longer kept; null if all ever recorded still are. */
  keptSince: string | null;
}

/** An entity as it was, until its next change. */
export type PastEntity = Omit<Entity, 'lastSeenAt' | 'stale' | 'staleReason'> & { at: string; until: string | null };

export type Direction = 'OUT' | 'IN';

export interface RelationshipCount {
  verb: string;
  direction: Direction;
  type: string;
  class: string;
  count: number;
}

export interface EntityDetail extends Entity {
  relationshipCounts: RelationshipCount[];
}

export interface EntityRelationship {
  id: string;
  verb: string;
  direction: Direction;
  properties: Record<string, unknown>;
  entity: EntityRef;
  installation: string;
  lastSeenAt: string | null;
  stale: boolean;
  staleReason: string | null;
}

export interface EntityGraph {
  nodes: EntityRef[];
  relationships: { id: string; type: string; from: string; to: string; properties: Record<string, unknown> }[];
  truncated: boolean;
}

export type SyncState =
  | 'QUEUED' | 'COLLECTING' | 'DIFFING' | 'PUBLISHING'
  | 'SUCCEEDED' | 'PARTIAL' | 'HELD' | 'FAILED' | 'CANCELLED' | 'INTERRUPTED';

export type SyncMode = 'full' | 'plan';
export type StepState = 'WAITING' | 'RUNNING' | 'DONE' | 'SKIPPED';
export type StepOutcome = 'COMPLETE' | 'UNCHANGED' | 'PARTIAL' | 'DENIED' | 'FAILED' | 'SKIPPED';

export interface SyncStep {
  id: string;
  description: string;
  state: StepState;
  outcome: StepOutcome | null;
  reason: string | null;
  entities: number;
  relationships: number;
  calls: number;
  durationMs: number | null;
  waitsFor: string[];
}

export interface ChangeCounts {
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  held: number;
}

export interface SyncProblem {
  code: string;
  step: string | null;
  type: string | null;
  detail: string;
  count: number;
  /** The details of several alike, the first of them. */
  examples?: string[];
}

/** How much of a kind waits for a decision. */
export interface HeldCount {
  kind: 'entity' | 'relationship';
  type: string;
  /** Held for themselves: these are listed. */
  count: number;
  /** Relationships that stay, and would go, with their entities. */
  along: number;
  of: number;
}

export interface HeldDecision {
  decision: 'approve' | 'reject';
  by: string;
  at: string;
}

export interface HeldItem {
  kind: 'entity' | 'relationship';
  id: string;
  type: string;
  displayName: string;
  key: string;
  from: { id: string; displayName: string } | null;
  to: { id: string; displayName: string } | null;
  lastSeenAt: string | null;
}

export interface HeldList extends Page<HeldItem> {
  counts: HeldCount[];
  decision: HeldDecision | null;
  supersededBy: string | null;
}

/** A change that a full sync would make. */
export interface PlannedChange {
  operation: Operation;
  kind: 'entity' | 'relationship';
  id: string;
  type: string;
  name: string;
  fields: string[];
}

export interface Sync {
  id: string;
  installation: string;
  installationName: string;
  mode: SyncMode;
  state: SyncState;
  trigger: string;
  startedAt: string | null;
  finishedAt: string | null;
  steps: SyncStep[];
  stats: { entities: ChangeCounts; relationships: ChangeCounts } | null;
  progress: { entities: number; relationships: number } | null;
  problems: SyncProblem[];
  pendingRelationships: number;
  /** Some of them, in words. */
  pendingSample?: string[];
  held: HeldCount[];
  heldDecision: HeldDecision | null;
  /** Of a plan, some of what it would change. */
  planned?: PlannedChange[];
  /** The newer sync whose list of held deletions counts instead of this one's. */
  supersededBy: string | null;
}

/** How much a sync may delete without asking. */
export interface DeletionBudget {
  enabled: boolean;
  atLeast: number;
  share: number;
}

export interface Installation {
  id: string;
  name: string;
  connector: string;
  config: Record<string, unknown>;
  credentialNames: string[];
  schedule: { every?: string; cron?: string; timezone: string; enabled: boolean; nextRunAt: string | null } | null;
  health: { status: string; detail: string | null; checkedAt: string | null } | null;
  lastSync: {
    id: string; state: SyncState; startedAt: string | null; finishedAt: string | null; heldDecision: HeldDecision | null;
  } | null;
  counts: { entities: number; relationships: number; pending: number };
  deletionBudget: DeletionBudget;
}

/** An end of a relationship: an entity's type and key, or by what one of another installation is known and its value. */
export interface PendingEnd {
  type: string;
  key: string;
  /** The entity, if it is there. */
  entity: EntityRef | null;
}

export interface PendingRelationship {
  id: string;
  verb: string;
  from: PendingEnd;
  to: PendingEnd;
  reason: 'END_MISSING' | 'NO_MATCH' | 'AMBIGUOUS' | 'VALUE_TOO_LONG';
  since: string;
  /** How many match, where one has to. */
  matches: number;
  /** At most two of those. */
  candidates: EntityRef[];
}

export interface Connector {
  name: string;
  displayName: string;
  description: string | null;
  version: string | null;
  /** An SVG path in a box of 24 by 24. */
  icon: string | null;
  scopes: string[];
  status: 'available' | 'broken' | 'duplicate';
  problems: string[];
  schema: { entityTypes: { name: string; classes: string[] }[] };
}

export interface OnboardingField {
  name: string;
  label: string;
  type: 'text' | 'integer' | 'bool' | 'choice' | 'texts' | 'choices';
  required: boolean;
  secret: boolean;
  /** Of a secret: it was given already and is kept unless given anew. */
  given: boolean;
  default: string | number | boolean | string[] | null;
  options: { value: string; label: string }[];
  description: string;
}

export interface OnboardingStep {
  key: string;
  kind: 'input' | 'select' | 'custom';
  label: string;
  description: string;
  fields: OnboardingField[];
}

export interface Onboarding {
  id: string;
  step: OnboardingStep | null;
  position: number;
  message: string;
  done: boolean;
  installation: string | null;
  installationName: string | null;
}

export interface Schema {
  labels: string[];
  relationshipTypes: string[];
  propertyKeys: string[];
}

export interface QueryNotification {
  severity?: string;
  title?: string;
  description: string;
}

export interface QueryResult {
  columns: string[];
  rows: unknown[][];
  summary: { rowCount: number; truncated: boolean; timeMs: number; graphVersion: number };
  notifications: QueryNotification[];
}

export interface ProblemBody {
  title: string;
  status: number;
  detail: string | null;
  code: string;
  requestId: string | null;
  errors?: { field: string; message: string }[];
  line?: number;
  column?: number;
  runningSync?: string;
  /** Of an entity that is gone: when it was deleted. */
  deletedAt?: string;
  /** Of a decision that comes too late: the sync whose list counts. */
  newerSync?: string;
  /** Of refused answers: what is asked again. */
  step?: OnboardingStep;
  position?: number;
}
