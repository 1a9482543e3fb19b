package io.cadastre.connectors.github.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;
import java.util.List;

/** Where GitHub sends events to. Its address may hold a secret, so only the host is kept. */
public final class GithubWebhook {
    public static final EntityType<GithubWebhook> TYPE = EntityType.<GithubWebhook>named("github_webhook")
            .classes(EntityClass.APPLICATION_ENDPOINT)
            .keyed("id");

    public static final Field<GithubWebhook, String> NAME = TYPE.string("name", FieldOption.required());
    public static final Field<GithubWebhook, String> TARGET_HOST = TYPE.string("targetHost", FieldOption.indexed());
    public static final Field<GithubWebhook, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<GithubWebhook, Boolean> HTTPS =
            TYPE.bool("https", FieldOption.described("Whether events are sent over HTTPS."));
    public static final Field<GithubWebhook, Boolean> VERIFIES_CERTIFICATE = TYPE.bool("verifiesCertificate");
    public static final Field<GithubWebhook, List<String>> EVENTS = TYPE.strings("events");
    public static final Field<GithubWebhook, String> CONTENT_TYPE = TYPE.string("contentType");
    public static final Field<GithubWebhook, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<GithubWebhook, Instant> UPDATED_ON = TYPE.instant("updatedOn");

    private GithubWebhook() {}
}
