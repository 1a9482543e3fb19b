package io.cadastre.web;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.query.QueryRunner;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.cypher.read.EntityHistory;
import io.cadastre.cypher.read.EntityReader;
import io.cadastre.cypher.read.GraphReader;
import io.cadastre.engine.access.AccessTokens;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.credential.KeyRotation;
import io.cadastre.engine.health.HealthMonitor;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.onboarding.Onboarding;
import io.cadastre.engine.sync.Freshness;
import io.cadastre.engine.sync.SyncService;

/**
 * What the API hands requests on to.
 *
 * @param graph the connection, for its sign of life
 * @param catalogue the connectors
 * @param installations their configured instances
 * @param onboarding how they come to be
 * @param health whether they can do their work
 * @param rotation replaces the key that seals their secrets
 * @param syncs their runs
 * @param calls what connectors call the outside with, for its counts
 * @param freshness when what is in the graph was last looked at
 * @param tokens who may do what
 * @param queries Cypher from outside
 * @param entities entities and their surroundings
 * @param history what entities were
 * @param changes what changed when
 * @param summaries the graph as a whole
 */
public record Backend(
        Neo4jGraph graph,
        ConnectorCatalogue catalogue,
        Installations installations,
        Onboarding onboarding,
        HealthMonitor health,
        KeyRotation rotation,
        SyncService syncs,
        CallRuntime calls,
        Freshness freshness,
        AccessTokens tokens,
        QueryRunner queries,
        EntityReader entities,
        EntityHistory history,
        ChangeReader changes,
        GraphReader summaries) {}
