package io.cadastre.connectors.terraform.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.util.List;
import java.util.Set;

/** An instance of a resource or data source. Of its attributes only those below are kept, whatever its provider. */
public final class Resource {
    public static final EntityType<Resource> TYPE = EntityType.<Resource>named("terraform_resource")
            .classes(EntityClass.RESOURCE)
            .keyed("the state's lineage and the instance's address");

    public static final Field<Resource, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.described("Its name in the configuration."));
    public static final Field<Resource, String> ADDRESS = TYPE.string(
            "address",
            FieldOption.required(),
            FieldOption.indexed(),
            FieldOption.described("As in module.net[\"blue\"].aws_instance.web[0]."));
    public static final Field<Resource, String> RESOURCE_TYPE =
            TYPE.string("resourceType", FieldOption.required(), FieldOption.indexed());
    public static final Field<Resource, String> MODE =
            TYPE.enumeration("mode", Set.of("managed", "data"), FieldOption.required());
    public static final Field<Resource, String> INDEX_KEY =
            TYPE.string("indexKey", FieldOption.described("Which of those that count or for_each makes."));
    public static final Field<Resource, String> PROVIDER_ALIAS = TYPE.string("providerAlias");
    public static final Field<Resource, Boolean> TAINTED =
            TYPE.bool("tainted", FieldOption.described("The next apply replaces it."));
    public static final Field<Resource, Boolean> DEPOSED =
            TYPE.bool("deposed", FieldOption.described("It was replaced and is still to be destroyed."));

    public static final Field<Resource, String> RESOURCE_ID =
            TYPE.string("resourceId", FieldOption.indexed(), FieldOption.described("Its id at the provider."));
    public static final Field<Resource, String> RESOURCE_NAME =
            TYPE.string("resourceName", FieldOption.described("Its name at the provider."));
    public static final Field<Resource, String> ARN = TYPE.string("arn", FieldOption.indexed());
    public static final Field<Resource, String> REGION = TYPE.string("region");
    public static final Field<Resource, String> ZONE = TYPE.string("zone");
    public static final Field<Resource, String> INSTANCE_TYPE = TYPE.string("instanceType");
    public static final Field<Resource, String> IMAGE_ID = TYPE.string("imageId");
    public static final Field<Resource, String> ENGINE = TYPE.string("engine");
    public static final Field<Resource, String> VERSION = TYPE.string("version");
    public static final Field<Resource, Boolean> ENCRYPTED = TYPE.bool("encrypted");
    public static final Field<Resource, Boolean> PUBLIC = TYPE.bool("public");
    public static final Field<Resource, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<Resource, Boolean> DELETION_PROTECTION = TYPE.bool("deletionProtection");
    public static final Field<Resource, List<String>> PRIVATE_ADDRESSES = TYPE.strings("privateIpAddresses");
    public static final Field<Resource, List<String>> PUBLIC_ADDRESSES = TYPE.strings("publicIpAddresses");
    public static final Field<Resource, List<String>> TAGS =
            TYPE.strings("tags", FieldOption.described("Each as key=value."));

    public static final CollectionField<Resource, Resource> DEPENDENCIES =
            TYPE.collection("dependencies", () -> Resource.TYPE, Verb.USES);
    public static final MatchField<Resource> REPOSITORY =
            TYPE.match("repository", Match.on(EntityClass.CODE_REPO, "fullName"), Verb.MANAGES, Direction.OUTGOING);
    public static final MatchField<Resource> IMAGE =
            TYPE.match("image", Match.on(EntityClass.IMAGE, "digest").inEach(), Verb.MANAGES, Direction.OUTGOING);

    private Resource() {}
}
