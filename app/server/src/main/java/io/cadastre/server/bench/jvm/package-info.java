/** What the virtual machine says about itself: the heap after collections, and flight recordings. */
@NullMarked
package io.cadastre.server.bench.jvm;

import org.jspecify.annotations.NullMarked;
