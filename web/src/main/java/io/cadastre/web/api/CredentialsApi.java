package io.cadastre.web.api;

import io.cadastre.engine.credential.KeyRotation;
import io.javalin.http.Context;

/** The key that seals the secrets of installations. */
public final class CredentialsApi {
    private final KeyRotation rotation;

    public CredentialsApi(KeyRotation rotation) {
        this.rotation = rotation;
    }

    public void rotate(Context ctx) {
        Answers.json(ctx, rotation.rotate());
    }
}
