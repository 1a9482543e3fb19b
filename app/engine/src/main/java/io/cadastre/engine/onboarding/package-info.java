/** Runs a connector's onboarding: the questions whose answers become an installation. */
@NullMarked
package io.cadastre.engine.onboarding;

import org.jspecify.annotations.NullMarked;
