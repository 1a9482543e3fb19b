package io.cadastre.connectors.keycloak.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;
import java.util.List;

/** An application that lets a realm say who somebody is. Its secret is not read. */
public final class KeycloakClient {
    public static final EntityType<KeycloakClient> TYPE = EntityType.<KeycloakClient>named("keycloak_client")
            .classes(EntityClass.APPLICATION)
            .keyed("id");

    public static final Field<KeycloakClient, String> REALM = TYPE.string("realm", FieldOption.required());
    public static final Field<KeycloakClient, String> CLIENT_ID =
            TYPE.string("clientId", FieldOption.required(), FieldOption.indexed());
    public static final Field<KeycloakClient, String> NAME = TYPE.string("name");
    public static final Field<KeycloakClient, String> DESCRIPTION = TYPE.string("description");
    public static final Field<KeycloakClient, String> URL = TYPE.string("url");
    public static final Field<KeycloakClient, Boolean> ACTIVE = TYPE.bool("active");
    public static final Field<KeycloakClient, String> PROTOCOL = TYPE.string("protocol");
    public static final Field<KeycloakClient, Boolean> PUBLIC_CLIENT =
            TYPE.bool("publicClient", FieldOption.described("Whether it gets tokens without a secret."));
    public static final Field<KeycloakClient, Boolean> STANDARD_FLOW = TYPE.bool("standardFlow");
    public static final Field<KeycloakClient, Boolean> IMPLICIT_FLOW = TYPE.bool("implicitFlow");
    public static final Field<KeycloakClient, Boolean> DIRECT_ACCESS_GRANTS =
            TYPE.bool("directAccessGrants", FieldOption.described("Whether it may take people's passwords itself."));
    public static final Field<KeycloakClient, Boolean> HAS_SERVICE_ACCOUNT =
            TYPE.bool("hasServiceAccount", FieldOption.described("Whether it may act for itself."));
    public static final Field<KeycloakClient, Boolean> FULL_SCOPE =
            TYPE.bool("fullScope", FieldOption.described("Whether its tokens carry all roles of whoever logs in."));
    public static final Field<KeycloakClient, Boolean> CONSENT_REQUIRED = TYPE.bool("consentRequired");
    public static final Field<KeycloakClient, String> AUTHENTICATOR =
            TYPE.string("authenticator", FieldOption.described("How it shows who it is."));
    public static final Field<KeycloakClient, List<String>> REDIRECT_URIS = TYPE.strings("redirectUris");
    public static final Field<KeycloakClient, List<String>> WEB_ORIGINS = TYPE.strings("webOrigins");

    public static final CollectionField<KeycloakClient, KeycloakRole> ROLES =
            TYPE.collection("roles", () -> KeycloakRole.TYPE, Verb.HAS);
    /** One at most. */
    public static final CollectionField<KeycloakClient, KeycloakUser> SERVICE_ACCOUNT =
            TYPE.collection("serviceAccount", () -> KeycloakUser.TYPE, Verb.USES);

    private KeycloakClient() {}
}
