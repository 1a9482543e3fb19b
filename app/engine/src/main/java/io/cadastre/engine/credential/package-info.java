/** Secrets of installations: sealed in the database with a key that is kept outside it. */
@NullMarked
package io.cadastre.engine.credential;

import org.jspecify.annotations.NullMarked;
