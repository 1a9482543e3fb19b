package io.cadastre.engine.installation;

import io.cadastre.spi.Config;
import io.cadastre.spi.credential.Credentials;

/**
 * What an installation's connector is put to work with.
 *
 * @param config checked, defaults filled in
 * @param credentials handles to its secrets
 * @param identity what the secrets are told apart by, for limits that are shared; not a secret itself
 */
public record Setup(Config config, Credentials credentials, String identity) {}
