/** What an operator configures, by flags, environment and file. */
@NullMarked
package io.cadastre.server.config;

import org.jspecify.annotations.NullMarked;
