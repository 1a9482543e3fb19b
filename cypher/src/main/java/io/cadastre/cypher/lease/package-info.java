/**
 * Who may do what only one process at a time may do, when several share a database.
 *
 * <p>A {@link io.cadastre.cypher.lease.Lease lease} says who works; it ends by itself when its holder is not heard of for
 * a while, so that others are not stopped for ever. That is all that time decides. A holder that wakes up late does not
 * know that its lease has ended, so what it writes is refused by a number: each lease has a token greater than all before
 * it, and a transaction that has to be its holder's begins with {@link io.cadastre.cypher.lease.Fence#check}.
 */
@NullMarked
package io.cadastre.cypher.lease;

import org.jspecify.annotations.NullMarked;
