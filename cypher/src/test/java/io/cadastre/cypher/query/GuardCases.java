package io.cadastre.cypher.query;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Queries for both sides of the guard; {@code {file}} and {@code {http}} stand for what nobody may read. */
final class GuardCases {
    private GuardCases() {}

    static Stream<String> refused() {
        return Stream.of(writes(), commands(), outside(), calls(), hidden(), disguised(), platform())
                .flatMap(cases -> cases);
    }

    private static Stream<String> writes() {
        return Stream.of(
                "CREATE (n:Entity) RETURN n",
                "CYPHER 25 INSERT (:Entity)",
                "MERGE (n:Entity {_id: 'c'}) RETURN n",
                "MATCH (n:Host) MERGE (n)-[:X]->(n)",
                "MATCH (n:Host) SET n.name = 'x'",
                "MATCH (n:Host) SET n += {name: 'x'} RETURN n",
                "MATCH (n:Host) SET n:Other",
                "MATCH (n:Host) SET (n).name = 'x'",
                "MATCH (n:Host) DELETE n",
                "MATCH (n:Host) DETACH DELETE n",
                "MATCH (n:Host) NODETACH DELETE n",
                "MATCH (n:Host) REMOVE n.name",
                "MATCH (n:Host) REMOVE n:Host",
                "FOREACH (x IN [1] | CREATE (:Entity))",
                "MATCH (n:Host) FOREACH (x IN [1] | SET n.name = 'x')",
                "MATCH (n:Host) RETURN n UNION CREATE (n:Entity) RETURN n",
                "CALL { CREATE (n:Entity) RETURN n } RETURN n",
                "CALL () { CREATE (n:Entity) } RETURN 1",
                "MATCH (n:Host) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS",
                "MATCH (n:Host) CALL (n) { RETURN 1 AS one } IN TRANSACTIONS OF 10 ROWS RETURN one",
                "MATCH (n:Host) CALL (n) { RETURN 1 AS one } IN 2 CONCURRENT TRANSACTIONS RETURN one",
                "RETURN EXISTS { CREATE (n:Entity) RETURN n }",
                "RETURN [x IN [1] | COUNT { CALL { CREATE (n:Entity) RETURN n } RETURN n }]",
                "CYPHER 25 WHEN true THEN { CREATE (:Entity) }");
    }

    private static Stream<String> commands() {
        return Stream.of(
                "CREATE INDEX bait FOR (n:Host) ON (n.name)",
                "CREATE CONSTRAINT bait FOR (n:Host) REQUIRE n.name IS UNIQUE",
                "CREATE FULLTEXT INDEX bait FOR (n:Host) ON EACH [n.name]",
                "CREATE OR REPLACE DATABASE bait",
                "CREATE USER bait SET PASSWORD 'password'",
                "CREATE ROLE bait",
                "CREATE ALIAS bait FOR DATABASE neo4j",
                "DROP INDEX entity_search",
                "DROP CONSTRAINT entity_id IF EXISTS",
                "DROP DATABASE neo4j",
                "ALTER USER neo4j SET PASSWORD 'password'",
                "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
                "ALTER DATABASE neo4j SET ACCESS READ ONLY",
                "RENAME USER neo4j TO bait",
                "GRANT ROLE admin TO neo4j",
                "DENY READ {*} ON GRAPH neo4j TO admin",
                "REVOKE ROLE admin FROM neo4j",
                "START DATABASE neo4j",
                "STOP DATABASE neo4j",
                "ENABLE SERVER 'x'",
                "DEALLOCATE DATABASES FROM SERVER 'x'",
                "DRYRUN REALLOCATE DATABASES",
                "SHOW SETTINGS",
                "SHOW SETTINGS YIELD name, value RETURN name, value",
                "SHOW TRANSACTIONS",
                "SHOW USERS",
                "SHOW CURRENT USER",
                "SHOW DATABASES",
                "SHOW PROCEDURES",
                "SHOW FUNCTIONS",
                "SHOW INDEXES",
                "SHOW ALL CONSTRAINTS",
                "CYPHER 25 SHOW SETTINGS YIELD name, value MATCH (n:Host) RETURN name, value",
                "TERMINATE TRANSACTION 'neo4j-transaction-1'",
                "TERMINATE TRANSACTIONS $ids",
                "SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id",
                "USE neo4j MATCH (n:Host) RETURN n",
                "USE system SHOW USERS",
                "USE `neo4j` MATCH (n:Host) RETURN n",
                "USE graph.byName('neo4j') MATCH (n:Host) RETURN n",
                "CALL { USE neo4j MATCH (n:Host) RETURN n } RETURN n",
                "RETURN [x IN [1] | COLLECT { USE neo4j MATCH (n:Host) RETURN n.name }]");
    }

    private static Stream<String> outside() {
        return Stream.of(
                "LOAD CSV FROM '{file}' AS line RETURN line",
                "LOAD CSV WITH HEADERS FROM '{file}' AS line RETURN line",
                "LOAD CSV FROM '{http}' AS line RETURN line",
                "load csv from '{file}' as line return line",
                "MATCH (n:Host) LOAD CSV FROM '{file}' AS line RETURN n, line",
                "CALL { LOAD CSV FROM '{file}' AS line RETURN line } RETURN line",
                "MATCH (n:Host) WHERE EXISTS { LOAD CSV FROM '{http}' AS line RETURN line } RETURN n",
                "RETURN COUNT { LOAD CSV FROM '{file}' AS line RETURN line }",
                "RETURN 1 AS line UNION LOAD CSV FROM '{file}' AS line RETURN line");
    }

    private static Stream<String> calls() {
        return Stream.of(
                "CALL dbms.listConfig()",
                "CALL dbms.listConfig() YIELD name, value RETURN name, value",
                "CALL dbms.components()",
                "CALL dbms.queryJmx('*:*')",
                "CALL dbms.killConnections(['x'])",
                "CALL db.clearQueryCaches()",
                "CALL db.createLabel('Bait')",
                "CALL db.stats.collect('QUERIES')",
                "CALL db.info",
                "CALL tx.setMetaData({a: 1})",
                "CALL `dbms`.`components`() YIELD name RETURN name",
                "CALL `dbms`.components",
                "CALL dbms /* x */ . /* y */ components()",
                "call DBMS.components()",
                "OPTIONAL CALL dbms.components() YIELD name RETURN name",
                "CALL { CALL dbms.components() YIELD name RETURN name } RETURN name",
                "MATCH (n:Host) WHERE EXISTS { CALL dbms.components() YIELD name RETURN name } RETURN n",
                "CALL apoc.load.json('{http}') YIELD value RETURN value",
                "CALL apoc.cypher.runWrite('CREATE (n)', {})",
                "CALL gds.graph.list()",
                "RETURN apoc.text.join(['a'], ',')",
                "RETURN apoc . util . sha1(['a'])",
                "RETURN `apoc`.`util`.`sha1`(['a'])",
                "RETURN `apoc.util`.sha1(['a'])",
                "MATCH (n:Host) WHERE apoc.label.exists(n, 'X') RETURN n",
                "RETURN [x IN [1] | apoc.cypher.runFirstColumnSingle('RETURN 1', {})]",
                "RETURN graph.byName('neo4j')");
    }

    /** What the server's plan does not show. */
    private static Stream<String> hidden() {
        return Stream.of(
                "RETURN [x IN [1] | COLLECT { LOAD CSV FROM '{file}' AS line RETURN line }]",
                "RETURN [x IN [1] | EXISTS { LOAD CSV FROM '{http}' AS line RETURN line }]",
                "RETURN [x IN [1] | COLLECT { CALL dbms.components() YIELD name RETURN name }]",
                "RETURN [x IN [1] | COLLECT { CALL db.info() YIELD id RETURN id }]",
                "CYPHER 25 RETURN [x IN [1] | COLLECT { SHOW SETTINGS YIELD value RETURN value }]",
                "CYPHER 25 RETURN [x IN [1] | COLLECT { SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery }]",
                "RETURN CASE WHEN $n = 1 THEN COLLECT { LOAD CSV FROM '{file}' AS line RETURN line } ELSE [] END",
                "RETURN reduce(a = 0, x IN [1] | a + COUNT { LOAD CSV FROM '{file}' AS line RETURN line })",
                "RETURN any(x IN [1] WHERE EXISTS { LOAD CSV FROM '{file}' AS line RETURN line })");
    }

    private static Stream<String> disguised() {
        return Stream.of(
                "EXPLAIN CREATE (n:Entity)",
                "PROFILE CREATE (n:Entity)",
                "PROFILE MATCH (n:Host) RETURN n",
                "EXPLAIN MATCH (n:Host) RETURN n",
                "CYPHER 25 PROFILE LOAD CSV FROM '{file}' AS line RETURN line",
                "CYPHER 5 EXPLAIN MATCH (n:Host) RETURN n",
                "CYPHER runtime=slotted MATCH (n:Host) RETURN n",
                "CYPHER 25 runtime=slotted MATCH (n:Host) RETURN n",
                "CYPHER replan=force MATCH (n:Host) RETURN n",
                "/* harmless */ CREATE (n:Entity)",
                "// harmless\nCREATE (n:Entity)",
                "// harmless\rCREATE (n:Entity)",
                "/* outer /* inner */ CREATE (n:Entity) /* */",
                "/**/CREATE/**/(n:Entity)",
                "MATCH (n:Host) // */ '\n DELETE n",
                "RETURN '/*' AS x UNION CREATE (n:Entity) RETURN '*/' AS x",
                "RETURN '\\\\' AS x UNION CREATE (n:Entity) RETURN '' AS x",
                "RETURN \"'\" AS x UNION CREATE (n:Entity) RETURN \"'\" AS x",
                "RETURN 1 AS `\\` UNION CREATE (n:Entity) RETURN 1 AS `x`",
                "RETURN 1 AS `'``'` UNION CREATE (n:Entity) RETURN 1 AS `'``'`",
                "CREATE\u00a0(n:Entity)",
                "CREATE\u2003(n:Entity)",
                "\u3000CREATE\u2028(n:Entity)",
                "LOAD\u2009CSV\u000bFROM '{file}' AS line RETURN line",
                "LOAD\u0085CSV FROM '{file}' AS line RETURN line",
                "LOAD\u200b CSV FROM '{file}' AS line RETURN line",
                "\ufeffCREATE (n:Entity)",
                "C\u00adREATE (n:Entity)",
                "\\u0043REATE (n:Entity)",
                "CYPHER 5 \\u0043REATE (n:Entity)",
                "\\u0050ROFILE LOAD CSV FROM '{file}' AS line RETURN line",
                "LOAD\\u0020CSV FROM '{file}' AS line RETURN line",
                "RETURN '\\u0027 AS x UNION CREATE (n:Entity) RETURN 1 AS x //'",
                "RETURN 1 //\\u000ACREATE (n:Entity)",
                "RETURN [x IN [1] | COLLECT { LOAD /**/ CSV FROM '{file}' AS line RETURN line }]",
                "LoAd\tcSv FROM '{file}' AS line RETURN line",
                "CREATE `x`=(n:Entity)",
                "MATCH (create:Host) CREATE (create)-[:X]->(create)");
    }

    private static Stream<String> platform() {
        return Stream.of(
                "MATCH (n:_Document) RETURN n",
                "MATCH (n:`_Document`) RETURN n._body",
                "MATCH (n:Host|_Document) RETURN count(n)",
                "MATCH (n) WHERE n:_GraphVersion RETURN n",
                "MATCH (n) WHERE n IS LABELED _Document RETURN n",
                "MATCH (n) RETURN n._body",
                "MATCH (n) RETURN n.`_body`",
                "MATCH (n {_body: 'x'}) RETURN count(n)",
                "MATCH (n) RETURN n {._body}",
                "MATCH (n) RETURN n {.*}",
                "MATCH (n) RETURN properties(n)",
                "MATCH (n) RETURN `properties` (n)",
                "MATCH (n) RETURN n['_bo' + 'dy']",
                "MATCH (n) RETURN n[$key]",
                "MATCH (n) UNWIND keys(n) AS k RETURN n[k]",
                "MATCH (n) WITH n AS in RETURN in['_body']",
                "MATCH (n) WITH n AS `by`, $key AS k RETURN by[k]",
                "MATCH (n:$($label)) RETURN n {.*}",
                "MATCH (n) WHERE elementId(n) = $key RETURN properties(n)",
                "MATCH (n:!Entity) RETURN properties(n)",
                "RETURN [x IN [1] | [m IN COLLECT { MATCH (d) RETURN d } | properties(m)]]",
                "RETURN [x IN [1] | [m IN [(d)-[*0..1]-(e) | d] | m[$key]]]");
    }

    static Stream<String> allowed() {
        return Stream.of(
                "RETURN 'CREATE (n) DELETE n LOAD CSV' AS text",
                "RETURN \"it's CREATE (n)\" AS text",
                "RETURN 'caf\\u00e9' AS text",
                "RETURN 'C:\\\\users' AS text",
                "// CREATE (n:Entity)\nMATCH (n:Host) RETURN n",
                "MATCH (n:Host) /* DETACH DELETE n */ RETURN n",
                "MATCH (n:Host) RETURN n.delete",
                "MATCH (n:Host) RETURN n.delete AS `CREATE (n)`",
                "MATCH (n:Host) RETURN n.delete ORDER BY n.delete, n.set",
                "MATCH (n:Set) RETURN n",
                "MATCH (n:Set {name: 'beta'}) RETURN n.name",
                "MATCH (n:Set WHERE n.name = 'beta') RETURN n.name",
                "MATCH (:Host)-[r:CREATE]->(n) RETURN r",
                "MATCH (:Host)-[:CREATE*1..2]->(n) RETURN n",
                "MATCH (start:Host) WITH start MATCH (start)-->(set) WHERE set.name IS NOT NULL RETURN start, set",
                "MATCH (use:Host) RETURN use AS load, use.name AS show ORDER BY show",
                "WITH 1 AS create, 2 AS merge RETURN create, merge",
                "WITH [1] AS remove UNWIND remove AS drop RETURN drop",
                "RETURN {delete: 1, set: 2, call: 3} AS map",
                "WITH 1 AS call WHERE call IN [1, 2] RETURN call",
                "MATCH (n) RETURN count(n)",
                "MATCH (n) RETURN n",
                "MATCH (n) RETURN collect(n) AS all",
                "MATCH (n) WHERE n.name = 'alpha' RETURN n.name, labels(n)",
                "MATCH (n) WHERE n.name IN ['alpha', 'beta'] RETURN n.name",
                "MATCH (n) WHERE n.name IN ['alpha'] RETURN collect(n.name)[0] AS first",
                "MATCH (n) RETURN [x IN collect(n.name) WHERE x <> 'a' | toUpper(x)] AS names",
                "MATCH p = (n)-->(m) RETURN p",
                "MATCH (n:$($ids)) RETURN count(n)",
                "MATCH (n:Host) RETURN properties(n)",
                "MATCH (n:Host) RETURN n {.*}",
                "MATCH (n:Host) UNWIND keys(n) AS k RETURN k, n[k]",
                "MATCH (n:Entity) RETURN n._id, n._displayName, n._class",
                "MATCH (n:Host) WHERE EXISTS { (n)-->(:Set) } RETURN n",
                "MATCH (n:Host) RETURN [x IN [1] | COUNT { (n)-->() }] AS counts",
                "MATCH (n:Host) RETURN CASE WHEN EXISTS { (n)-->() } THEN 'yes' ELSE 'no' END AS linked",
                "MATCH (n:Host) CALL (n) { MATCH (n)-->(m) RETURN m } RETURN m",
                "MATCH (n:Host) RETURN n.name AS name UNION MATCH (n:Set) RETURN n.name AS name",
                "CYPHER 25 MATCH (n:Host) RETURN n",
                "CYPHER 5 MATCH (n:Host) RETURN n",
                "CYPHER 25 MATCH (n:Host) LET x = n.name FILTER x <> 'z' RETURN x",
                "MATCH p = shortestPath((a:Host)-[*..5]->(b:Set)) RETURN length(p)",
                "MATCH p = SHORTEST 1 (a:Host)-->+(b:Set) RETURN p",
                "MATCH (a:Host) ((x)-[:CREATE]->(y)){1,3} (b:Set) RETURN a, b",
                "RETURN duration.between(date('2026-01-01'), date('2026-02-01')) AS d",
                "RETURN date.truncate('month', date('2026-01-15')) AS d, datetime.fromEpoch(0, 0) AS e",
                "RETURN point.distance(point({x: 0, y: 0}), point({x: 3, y: 4})) AS far",
                "RETURN vector.similarity.cosine([1.0, 0.0], [1.0, 0.0]) AS near",
                "CALL db.labels()",
                "CALL db.labels() YIELD label WHERE label = 'Host' RETURN label",
                "CALL `db`.`relationshipTypes`",
                "CALL db.propertyKeys() YIELD propertyKey RETURN count(propertyKey)",
                "CALL db.schema.visualization()",
                "CALL db.schema.nodeTypeProperties()",
                "CALL db.schema.relTypeProperties()",
                "CALL db.index.fulltext.queryNodes('entity_search', 'alpha OR nothing') YIELD node RETURN count(node)");
    }

    /** The query with what people do not see written out, for names of test cases. */
    static String visible(String cypher) {
        return cypher.codePoints()
                .mapToObj(c -> c < 0x20 || c > 0x7e ? "<U+%04X>".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
