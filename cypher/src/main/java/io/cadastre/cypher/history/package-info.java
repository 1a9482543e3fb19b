/** What was published when: the shape of the records of changes, and how long they are kept. */
@NullMarked
package io.cadastre.cypher.history;

import org.jspecify.annotations.NullMarked;
