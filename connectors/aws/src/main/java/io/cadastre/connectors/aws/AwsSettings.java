package io.cadastre.connectors.aws;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How an installation reads its accounts.
 *
 * @param accessKeyId of the access key; no secret
 * @param region where AWS is asked whose the access key is, and for roles
 * @param regions what regions are read; empty for all that are switched on
 * @param organization whether the accounts of the organisation are read
 * @param accounts what other accounts are read
 * @param skippedAccounts what accounts of the organisation are not read
 * @param role the name of the role that is assumed in other accounts
 * @param externalId what that role may ask for
 * @param endpoint where all services are; empty for AWS itself
 * @param leftOut what is not read
 * @param clock tells the time of signatures
 */
record AwsSettings(
        String accessKeyId,
        String region,
        List<String> regions,
        boolean organization,
        List<String> accounts,
        List<String> skippedAccounts,
        String role,
        Optional<String> externalId,
        Optional<String> endpoint,
        Set<Part> leftOut,
        Clock clock) {
    static final ConfigField ACCESS_KEY_ID = ConfigField.requiredText(
            "accessKeyId", "Access key ID", "AKIAIOSFODNN7EXAMPLE", "The id of an access key of an IAM user.");
    static final ConfigField REGION = ConfigField.text(
            "region",
            "Home region",
            "us-east-1",
            "Where AWS is asked whose the access key is. It says which part of AWS is read: aws, China or GovCloud.");
    static final ConfigField REGIONS = ConfigField.texts(
            "regions", "Regions", "Which regions are read. Without any, all that are switched on in an account.");
    static final ConfigField ORGANIZATION = ConfigField.bool(
            "organization",
            "Organisation",
            false,
            "Whether all accounts of the organisation are found and read. The access key is then one of the management"
                    + " account, or of a delegated administrator.");
    static final ConfigField ACCOUNTS =
            ConfigField.texts("accounts", "Other accounts", "The numbers of further accounts that are read.");
    static final ConfigField SKIPPED_ACCOUNTS = ConfigField.texts(
            "skippedAccounts", "Skipped accounts", "The numbers of accounts of the organisation that are not read.");
    static final ConfigField ROLE = ConfigField.text(
            "role", "Role", "Cadastre", "The name of the role that is assumed in each other account, with its path.");
    static final ConfigField EXTERNAL_ID = ConfigField.optionalText(
            "externalId", "External ID", "What the trust policy of that role asks for, if it does.");
    static final ConfigField ENDPOINT = ConfigField.optionalText(
            "endpoint",
            "Endpoint",
            "Where something is that speaks AWS's API, instead of AWS itself; {service} and {region} stand for theirs:"
                    + " http://localhost:4566, https://{service}.{region}.cloud.example.");
    static final ConfigField LEFT_OUT = ConfigField.texts(
            "leftOut",
            "Left out",
            "What is not read, because the key may not or nobody needs it: any of " + parts() + ".");

    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9]{4,128}");
    private static final Pattern REGION_NAME = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,15}){1,4}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern ROLE_NAME = Pattern.compile("(?:[\\w+=,.@-]{1,64}/){0,8}[\\w+=,.@-]{1,64}");

    AwsSettings {
        regions = List.copyOf(regions);
        accounts = List.copyOf(accounts);
        skippedAccounts = List.copyOf(skippedAccounts);
        leftOut = Set.copyOf(leftOut);
    }

    static AwsSettings of(Config config) throws ConnectorException.Configuration {
        Set<Part> leftOut = EnumSet.noneOf(Part.class);
        for (String name : config.texts(LEFT_OUT.name())) {
            leftOut.add(Part.named(name).orElseThrow(() -> wrong(LEFT_OUT, "takes any of " + parts())));
        }
        AwsSettings key = ofKey(config);
        for (String each : config.texts(REGIONS.name())) {
            matching(REGIONS, REGION_NAME, each, "must be regions, such as eu-west-1");
        }
        for (ConfigField field : List.of(ACCOUNTS, SKIPPED_ACCOUNTS)) {
            for (String account : config.texts(field.name())) {
                matching(field, ACCOUNT, account, "must be numbers of accounts, of twelve digits");
            }
        }
        return new AwsSettings(
                key.accessKeyId(),
                key.region(),
                config.texts(REGIONS.name()).stream().distinct().sorted().toList(),
                config.bool(ORGANIZATION.name()),
                config.texts(ACCOUNTS.name()).stream().distinct().sorted().toList(),
                config.texts(SKIPPED_ACCOUNTS.name()),
                matching(ROLE, ROLE_NAME, config.text(ROLE.name()).strip(), "must be the name of a role, not its ARN"),
                config.maybeText(EXTERNAL_ID.name()),
                key.endpoint(),
                leftOut,
                key.clock());
    }

    /** The access key and where it is used; nothing of what is read. */
    static AwsSettings ofKey(Config config) throws ConnectorException.Configuration {
        return new AwsSettings(
                matching(
                        ACCESS_KEY_ID,
                        KEY_ID,
                        config.text(ACCESS_KEY_ID.name()).strip(),
                        "must be the id of an access key, such as AKIAIOSFODNN7EXAMPLE"),
                matching(
                        REGION, REGION_NAME, config.text(REGION.name()).strip(), "must be a region, such as eu-west-1"),
                List.of(),
                false,
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                endpoint(config),
                Set.of(),
                Clock.systemUTC());
    }

    private static String parts() {
        return Arrays.stream(Part.values()).map(Part::text).collect(Collectors.joining(", "));
    }

    /** The messages do not repeat what was given: there may be a secret in it. */
    private static String matching(ConfigField field, Pattern pattern, String value, String rule)
            throws ConnectorException.Configuration {
        if (!pattern.matcher(value).matches()) {
            throw wrong(field, rule);
        }
        return value;
    }

    private static Optional<String> endpoint(Config config) throws ConnectorException.Configuration {
        Optional<String> given =
                config.maybeText(ENDPOINT.name()).map(text -> text.strip().replaceFirst("/+$", ""));
        if (given.isPresent()) {
            try {
                URI url = new URI(given.get().replace("{service}", "ec2").replace("{region}", "us-east-1"));
                boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
                if (!http
                        || url.getHost() == null
                        || url.getRawUserInfo() != null
                        || url.getRawQuery() != null
                        || url.getRawFragment() != null) {
                    throw wrong(ENDPOINT, "must be an https or http URL without user name, query or fragment");
                }
            } catch (URISyntaxException e) {
                throw wrong(ENDPOINT, "must be an https or http URL without user name, query or fragment");
            }
        }
        return given;
    }

    private static ConnectorException.Configuration wrong(ConfigField field, String rule) {
        return new ConnectorException.Configuration("The setting '" + field.name() + "' " + rule + ".");
    }

    boolean reads(Part part) {
        return !leftOut.contains(part);
    }
}
