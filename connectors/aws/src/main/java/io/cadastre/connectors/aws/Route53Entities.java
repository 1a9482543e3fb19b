package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.model.AwsHostedZone;
import io.cadastre.connectors.aws.model.AwsRecordSet;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes entities out of what Route 53 says. */
final class Route53Entities {
    private Route53Entities() {}

    static EntityInput zone(String account, Json json) throws ConnectorException.BadData {
        // It is a path.
        String id = json.text("Id").replaceFirst("^.*/", "");
        String name = plain(json.text("Name"));
        Json config = AwsAnswers.within(json, "Config");
        return AwsHostedZone.TYPE
                .input(id)
                .displayName(name)
                .set(AwsHostedZone.ACCOUNT_ID, account)
                .set(AwsHostedZone.NAME, name)
                .set(AwsHostedZone.DESCRIPTION, AwsAnswers.text(config, "Comment"))
                .set(
                        AwsHostedZone.PUBLIC,
                        AwsAnswers.bool(config, "PrivateZone").map(closed -> !closed))
                .build();
    }

    static EntityInput recordSet(Named zone, Json json) throws ConnectorException.BadData {
        String name = plain(json.text("Name"));
        String type = json.text("Type");
        Optional<String> identifier = AwsAnswers.text(json, "SetIdentifier");
        TreeSet<String> values = new TreeSet<>();
        for (Json each : AwsAnswers.list(json, "ResourceRecords")) {
            values.add(each.text("Value"));
        }
        return AwsRecordSet.TYPE
                .input(zone.name() + ":" + name + ":" + type
                        + identifier.map(which -> ":" + which).orElse(""))
                .displayName(name + " " + type)
                .set(AwsRecordSet.ACCOUNT_ID, zone.account())
                .set(AwsRecordSet.NAME, name)
                .set(AwsRecordSet.RECORD_TYPE, type)
                .set(AwsRecordSet.SET_IDENTIFIER, identifier)
                .set(AwsRecordSet.TTL_SECONDS, AwsAnswers.number(json, "TTL"))
                .set(AwsRecordSet.VALUES, List.copyOf(values))
                .set(
                        AwsRecordSet.ALIAS_TARGET,
                        AwsAnswers.text(AwsAnswers.within(json, "AliasTarget"), "DNSName")
                                .map(Route53Entities::plain))
                .build();
    }

    /** As people write names: without the dot at the end, and an asterisk as itself. */
    private static String plain(String name) {
        return name.replaceFirst("\\.$", "").replace("\\052", "*");
    }
}
