package io.cadastre.spi.onboarding;

import io.cadastre.spi.Config;
import io.cadastre.spi.credential.Credentials;

/**
 * What was answered so far.
 *
 * @param values what the steps before asked for, checked, defaults filled in; also what is not kept afterwards
 * @param credentials the secrets given so far
 */
public record Answers(Config values, Credentials credentials) {}
