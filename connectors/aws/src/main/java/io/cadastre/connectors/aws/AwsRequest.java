package io.cadastre.connectors.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A question to a service. Immutable; each method gives a changed copy.
 *
 * @param service whom
 * @param action what, in the words of the service and of its permissions
 * @param path where; {@code /} for a service that is asked by an action
 * @param parameters of the form, of the JSON object or of the query
 */
record AwsRequest(AwsService service, String action, String path, Map<String, String> parameters) {
    AwsRequest {
        parameters = Map.copyOf(parameters);
    }

    static AwsRequest of(AwsService service, String action) {
        return new AwsRequest(service, action, "/", Map.of());
    }

    AwsRequest at(String where) {
        return new AwsRequest(service, action, where, parameters);
    }

    AwsRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new AwsRequest(service, action, path, more);
    }

    /** What the root element of an answer in XML is called, where the service is asked by a path. */
    String root() {
        return switch (action) {
            case "ListAllMyBuckets" -> "ListAllMyBucketsResult";
            case "GetBucketLocation" -> "LocationConstraint";
            case "GetBucketPublicAccessBlock" -> "PublicAccessBlockConfiguration";
            case "GetBucketPolicyStatus" -> "PolicyStatus";
            case "GetEncryptionConfiguration" -> "ServerSideEncryptionConfiguration";
            case "GetBucketVersioning" -> "VersioningConfiguration";
            case "ListHostedZones" -> "ListHostedZonesResponse";
            case "ListResourceRecordSets" -> "ListResourceRecordSetsResponse";
            default -> "";
        };
    }

    /** What a caller needs to be allowed. */
    String permission() {
        return service.id() + ":" + action;
    }

    /** Parameters as a form or a query has them. */
    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(parameter -> escaped(parameter.getKey()) + "=" + escaped(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** As RFC 3986 has it, and a signature. */
    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
