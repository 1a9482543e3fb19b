/** What happens in syncs, as a stream that can be resumed. */
@NullMarked
package io.cadastre.web.event;

import org.jspecify.annotations.NullMarked;
