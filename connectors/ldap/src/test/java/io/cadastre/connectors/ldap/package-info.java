@NullMarked
package io.cadastre.connectors.ldap;

import org.jspecify.annotations.NullMarked;
