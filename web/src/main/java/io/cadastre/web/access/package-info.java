/** Who may do what: bearer tokens, sessions, one-time login codes, roles. */
@NullMarked
package io.cadastre.web.access;

import org.jspecify.annotations.NullMarked;
