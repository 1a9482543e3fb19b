/** Where the facts come from: files, the kernel's own tables, package managers. */
@NullMarked
package io.cadastre.connectors.host.source;

import org.jspecify.annotations.NullMarked;
