/** What every request and every answer has: ids, headers, limits, problems. */
@NullMarked
package io.cadastre.web.http;

import org.jspecify.annotations.NullMarked;
