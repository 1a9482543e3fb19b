/** The HTTP API and the web UI. No business logic: requests are checked, handed on, and answers are written down. */
@NullMarked
package io.cadastre.web;

import org.jspecify.annotations.NullMarked;
