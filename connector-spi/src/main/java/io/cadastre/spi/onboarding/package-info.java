/** How an installation comes to be: the questions a form, a prompt and a program answer. */
@NullMarked
package io.cadastre.spi.onboarding;

import org.jspecify.annotations.NullMarked;
