/** The files of the web UI. */
@NullMarked
package io.cadastre.web.ui;

import org.jspecify.annotations.NullMarked;
