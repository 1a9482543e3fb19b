/**
 * The database in a process of its own, and what is done to it with nothing of ours in between: the baseline that ingest
 * is compared with, the floors below which nothing can go, and the counts that show whether both sides hold the same.
 */
@NullMarked
package io.cadastre.server.bench.database;

import org.jspecify.annotations.NullMarked;
