/** One class for each resource of the API. */
@NullMarked
package io.cadastre.web.api;

import org.jspecify.annotations.NullMarked;
