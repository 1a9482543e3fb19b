package io.cadastre.connectors.keycloak.model;

import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;

/** Somebody else who tells a realm who somebody is. Its secrets are not read. */
public final class KeycloakIdentityProvider {
    public static final EntityType<KeycloakIdentityProvider> TYPE = EntityType.<KeycloakIdentityProvider>named(
                    "keycloak_identity_provider")
            .classes(EntityClass.SERVICE)
            .keyed("internal id");

    public static final Field<KeycloakIdentityProvider, String> REALM = TYPE.string("realm", FieldOption.required());
    public static final Field<KeycloakIdentityProvider, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.described("Its alias."));
    public static final Field<KeycloakIdentityProvider, String> TITLE =
            TYPE.string("title", FieldOption.described("What people see when they log in."));
    public static final Field<KeycloakIdentityProvider, String> KIND =
            TYPE.string("kind", FieldOption.described("oidc, saml, github, ..."));
    public static final Field<KeycloakIdentityProvider, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<KeycloakIdentityProvider, String> ISSUER = TYPE.string("issuer");
    public static final Field<KeycloakIdentityProvider, Boolean> VALIDATES_SIGNATURE =
            TYPE.bool("validatesSignature", FieldOption.described("Whether what it says must be signed."));
    public static final Field<KeycloakIdentityProvider, Boolean> TRUST_EMAIL =
            TYPE.bool("trustEmail", FieldOption.described("Whether an address it tells counts as verified."));
    public static final Field<KeycloakIdentityProvider, Boolean> STORE_TOKEN = TYPE.bool("storeToken");
    public static final Field<KeycloakIdentityProvider, Boolean> LINK_ONLY = TYPE.bool("linkOnly");

    private KeycloakIdentityProvider() {}
}
