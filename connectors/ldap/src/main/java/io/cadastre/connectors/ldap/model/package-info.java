/** What a directory has in it. */
@NullMarked
package io.cadastre.connectors.ldap.model;

import org.jspecify.annotations.NullMarked;
