/** The command line: runs the server, and speaks to one that runs. */
@NullMarked
package io.cadastre.server.cli;

import org.jspecify.annotations.NullMarked;
