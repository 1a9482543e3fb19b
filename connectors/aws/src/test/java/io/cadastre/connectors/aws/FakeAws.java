package io.cadastre.connectors.aws;

import com.sun.net.httpserver.HttpExchange;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.LoopbackServer;
import io.cadastre.connectors.conformance.When;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of AWS the connector asks for, as its documentation has it: several accounts and regions, roles, pages, signatures
 * that are checked, each service's own way to say no. Everything is at one address; {@code /SERVICE} tells the service.
 *
 * <p>A route is {@code SERVICE:ACTION ACCOUNT REGION}, with the parameters that tell one listing from others after it.
 */
final class FakeAws implements AutoCloseable {
    static final String KEY_ID = "AKIDOWNERSKEY";
    static final String SECRET = "a-secret-of-the-test";
    static final String OWN = "111111111111";
    static final String OTHER = "222222222222";
    static final String HOME = "us-east-1";

    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request");
    private static final Pattern RECORD_SET =
            Pattern.compile("^<Name>([^<]+)</Name><Type>([^<]+)</Type>(?:<SetIdentifier>([^<]+)</SetIdentifier>)?");
    private static final Pattern SIGNED = Pattern.compile("SignedHeaders=([^,]+)");

    /** How the answer to an action is built: the list, its elements, and the token of the next page. */
    private record Shape(String list, String element, String token, boolean result) {}

    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            ec2("DescribeVpcs", "vpcSet"),
            ec2("DescribeSubnets", "subnetSet"),
            ec2("DescribeRouteTables", "routeTableSet"),
            ec2("DescribeInternetGateways", "internetGatewaySet"),
            ec2("DescribeNatGateways", "natGatewaySet"),
            ec2("DescribeSecurityGroups", "securityGroupInfo"),
            ec2("DescribeSecurityGroupRules", "securityGroupRuleSet"),
            ec2("DescribeInstances", "reservationSet"),
            ec2("DescribeVolumes", "volumeSet"),
            ec2("DescribeAddresses", "addressesSet"),
            ec2("DescribeKeyPairs", "keySet"),
            ec2("DescribeImages", "imagesSet"),
            ec2("DescribeRegions", "regionInfo"),
            iam("ListUsers", "Users"),
            iam("ListGroups", "Groups"),
            iam("GetGroup", "Users"),
            iam("ListRoles", "Roles"),
            iam("ListPolicies", "Policies"),
            iam("ListInstanceProfiles", "InstanceProfiles"),
            iam("ListAccessKeys", "AccessKeyMetadata"),
            iam("ListMFADevices", "MFADevices"),
            Map.entry("DescribeDBInstances", new Shape("DBInstances", "DBInstance", "Marker", true)),
            Map.entry("DescribeLoadBalancers", new Shape("LoadBalancers", "member", "NextMarker", true)));

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final LoopbackServer server = LoopbackServer.start(this::handle);
    private final Map<String, List<String>> lists = new ConcurrentHashMap<>();
    private final Map<String, String> objects = new ConcurrentHashMap<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private volatile int pageSize = 1000;
    private volatile String secret = SECRET;
    private volatile CountDownLatch hanging = new CountDownLatch(1);
    private volatile CountDownLatch release = new CountDownLatch(1);

    /** An answer that is given instead. */
    private record Rule(
            Pattern route, Optional<Fault> fault, When when, int status, String body, AtomicInteger calls) {}

    private static Map.Entry<String, Shape> ec2(String action, String list) {
        return Map.entry(action, new Shape(list, "item", "nextToken", false));
    }

    private static Map.Entry<String, Shape> iam(String action, String list) {
        return Map.entry(action, new Shape(list, "member", "Marker", true));
    }

    String endpoint() {
        return server.url() + "/{service}";
    }

    FakeAws pages(int size) {
        pageSize = size;
        return this;
    }

    /** From now on only this secret is good. */
    void secret(String value) {
        secret = value;
    }

    /** Puts something into a listing: XML, or JSON for those services that speak it. */
    FakeAws add(String route, String... items) {
        lists.computeIfAbsent(route, key -> new CopyOnWriteArrayList<>()).addAll(List.of(items));
        return this;
    }

    FakeAws put(String route, List<String> items) {
        lists.put(route, new CopyOnWriteArrayList<>(items));
        return this;
    }

    /** Takes what holds this text out of a listing. */
    void remove(String route, String text) {
        lists.getOrDefault(route, List.of()).removeIf(item -> item.contains(text));
    }

    /** What is answered to a question for one thing, without what stands around it. */
    FakeAws object(String route, String content) {
        objects.put(route, content);
        return this;
    }

    /** Answers calls of a route in another way. */
    void refuse(String route, int status, String body) {
        rules.add(new Rule(Pattern.compile(route), Optional.empty(), When.ALWAYS, status, body, new AtomicInteger()));
    }

    void fail(String route, Fault fault, When when) {
        rules.add(new Rule(Pattern.compile(route), Optional.of(fault), when, 0, "", new AtomicInteger()));
    }

    void repair() {
        rules.clear();
        release.countDown();
        release = new CountDownLatch(1);
        hanging = new CountDownLatch(1);
    }

    void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    long asked(String route) {
        Pattern pattern = Pattern.compile(route);
        return requests.stream()
                .filter(request -> pattern.matcher(request).find())
                .count();
    }

    private record Answer(int status, String body) {}

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("authorization"));
            Matcher credential = CREDENTIAL.matcher(authorization);
            if (!credential.find() || !signed(exchange, body, authorization, credential)) {
                send(exchange, error(403, "SignatureDoesNotMatch"), false);
                return;
            }
            String account = credential.group(1).equals(KEY_ID)
                    ? OWN
                    : credential.group(1).replace("ASIA", "");
            Asked asked = Asked.of(exchange, body, account, credential.group(2));
            requests.add(asked.route());
            Optional<Rule> rule = rules.stream()
                    .filter(one -> one.route.matcher(asked.route()).find())
                    .filter(one -> holds(one.when, one.calls.getAndIncrement()))
                    .findFirst();
            Optional<Fault> fault = rule.flatMap(Rule::fault);
            if (fault.isPresent()) {
                wrong(exchange, fault.get(), asked);
            } else {
                send(exchange, rule.map(one -> new Answer(one.status, one.body)).orElseGet(() -> answer(asked)), false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean holds(When when, int calls) {
        return switch (when) {
            case ALWAYS -> true;
            case ONCE -> calls == 0;
            case LATER -> calls > 0;
        };
    }

    private void wrong(HttpExchange exchange, Fault fault, Asked asked) throws IOException, InterruptedException {
        switch (fault) {
            case RATE_LIMITED -> send(exchange, error(503, "RequestLimitExceeded"), false);
            case BROKEN -> send(exchange, error(500, "InternalError"), false);
            case DENIED -> send(exchange, error(403, "AccessDenied"), false);
            case HANGING -> {
                CountDownLatch until = release;
                hanging.countDown();
                until.await();
            }
            case CUT_OFF -> send(exchange, answer(asked), true);
            case MALFORMED -> {
                Answer whole = answer(asked);
                send(exchange, new Answer(200, whole.body.substring(0, whole.body.length() / 2)), false);
            }
            case DISCONNECTED -> {}
        }
    }

    private static void send(HttpExchange exchange, Answer answer, boolean cut) throws IOException {
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, cut ? body.length / 2 : body.length);
        exchange.getResponseBody().flush();
    }

    private static Answer error(int status, String code) {
        return new Answer(
                status,
                "<Response><Errors><Error><Code>" + code
                        + "</Code></Error></Errors><RequestID>1</RequestID></Response>");
    }

    /** Signs the request again: what was signed must be what came. */
    private boolean signed(HttpExchange exchange, String body, String authorization, Matcher credential) {
        String keyId = credential.group(1);
        boolean temporary = keyId.startsWith("ASIA");
        TreeMap<String, String> headers = new TreeMap<>();
        Matcher names = SIGNED.matcher(authorization);
        if (!names.find() || !SigV4.hash(body).equals(header(exchange, "x-amz-content-sha256"))) {
            return false;
        }
        for (String name : names.group(1).split(";")) {
            headers.put(name, header(exchange, name));
        }
        String time = header(exchange, "x-amz-date");
        headers.keySet().removeAll(List.of("host", "x-amz-date", "x-amz-security-token"));
        Instant then = Instant.parse(
                time.replaceFirst("(\\d{4})(\\d{2})(\\d{2})T(\\d{2})(\\d{2})(\\d{2})Z", "$1-$2-$3T$4:$5:$6Z"));
        SigV4 same = new SigV4(
                exchange.getRequestMethod(),
                URI.create("http://" + header(exchange, "host") + exchange.getRequestURI()),
                headers,
                body,
                credential.group(2),
                credential.group(3));
        SigV4.Keys keys = temporary
                ? new SigV4.Keys(keyId, "secret-of-" + keyId, "token-of-" + keyId)
                : new SigV4.Keys(keyId, secret, null);
        return authorization.equals(same.signed(keys, then).get("authorization"));
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    /** A question. */
    private record Asked(
            String service, String action, String account, String region, Map<String, String> parameters, String path) {
        static Asked of(HttpExchange exchange, String body, String account, String region) {
            String[] path = exchange.getRequestURI().getPath().split("/", 3);
            String service = path[1];
            String rest = path.length > 2 ? path[2] : "";
            String target = exchange.getRequestHeaders().getFirst("x-amz-target");
            if (target != null) {
                String action = target.substring(target.lastIndexOf('.') + 1);
                return new Asked(service, action, account, region, json(body), rest);
            }
            if (!body.isEmpty()) {
                Map<String, String> form = form(body);
                return new Asked(service, String.valueOf(form.get("Action")), account, region, form, rest);
            }
            String query = exchange.getRequestURI().getRawQuery();
            Map<String, String> parameters = query == null ? Map.of() : form(query);
            String action = switch (service) {
                case "lambda" -> "ListFunctions";
                case "eks" -> {
                    boolean one = rest.split("/").length % 2 == 0;
                    String kind = rest.contains("/node-groups") ? "Nodegroup" : "Cluster";
                    yield one ? "Describe" + kind : "List" + kind + "s";
                }
                case "route53" -> rest.endsWith("/rrset") ? "ListResourceRecordSets" : "ListHostedZones";
                default -> rest.isEmpty() ? "ListAllMyBuckets" : String.join("", parameters.keySet());
            };
            return new Asked(service, action, account, region, parameters, rest);
        }

        String route() {
            StringBuilder route = new StringBuilder(service + ":" + action + " " + account + " " + region);
            for (String name : List.of("UserName", "GroupName", "PolicyArn", "Scope", "RoleArn", "KeyId")) {
                if (parameters.containsKey(name)) {
                    route.append(' ').append(parameters.get(name));
                }
            }
            String subject = subject();
            return subject.isEmpty() ? route.toString() : route + " " + subject;
        }

        /** Of what the path tells. */
        private String subject() {
            return switch (service) {
                case "s3" -> path;
                case "eks" -> path.replaceFirst("^clusters/?", "").replaceFirst("/node-groups", "");
                case "route53" ->
                    path.replaceFirst("^2013-04-01/hostedzone/?", "").replaceFirst("/rrset$", "");
                default -> "";
            };
        }

        String token() {
            for (String name : List.of("NextToken", "nextToken", "Marker", "marker", "continuation-token")) {
                if (parameters.containsKey(name)) {
                    return String.valueOf(parameters.get(name));
                }
            }
            return "0";
        }

        private static Map<String, String> form(String text) {
            Map<String, String> form = new LinkedHashMap<>();
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                form.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
            return form;
        }

        private static Map<String, String> json(String text) {
            Map<String, String> members = new LinkedHashMap<>();
            Matcher member = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"").matcher(text);
            while (member.find()) {
                members.put(member.group(1), member.group(2));
            }
            return members;
        }
    }

    private Answer answer(Asked asked) {
        return switch (asked.service) {
            case "sts" -> sts(asked);
            case "organizations" ->
                asked.action.equals("ListAccounts")
                        ? json(asked, "Accounts", "NextToken")
                        : new Answer(200, objects.getOrDefault(asked.route(), "{}"));
            case "lambda" -> json(asked, "Functions", "NextMarker");
            case "cloudtrail" -> json(asked, "trailList", "NextToken");
            case "kms" ->
                switch (asked.action) {
                    case "ListKeys" -> json(asked, "Keys", "NextMarker");
                    case "ListAliases" -> json(asked, "Aliases", "NextMarker");
                    default -> json(asked, "{\"__type\":\"NotFoundException\"}");
                };
            case "eks" ->
                switch (asked.action) {
                    case "ListClusters" -> json(asked, "clusters", "nextToken");
                    case "ListNodegroups" -> json(asked, "nodegroups", "nextToken");
                    default -> json(asked, "{\"message\":\"No such thing\"}");
                };
            case "route53" -> asked.action.equals("ListHostedZones") ? zones(asked) : recordSets(asked);
            case "s3" -> s3(asked);
            default -> query(asked);
        };
    }

    private Answer sts(Asked asked) {
        if (asked.action.equals("GetCallerIdentity")) {
            return result(
                    asked.action,
                    "<Arn>arn:aws:iam::" + asked.account + ":user/cadastre</Arn><UserId>AIDA0</UserId><Account>"
                            + asked.account + "</Account>");
        }
        String account = String.valueOf(asked.parameters.get("RoleArn")).split(":")[4];
        return result(
                asked.action,
                "<Credentials><AccessKeyId>ASIA" + account + "</AccessKeyId><SecretAccessKey>secret-of-ASIA" + account
                        + "</SecretAccessKey><SessionToken>token-of-ASIA" + account
                        + "</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials>");
    }

    private static Answer result(String action, String content) {
        return new Answer(
                200,
                "<" + action + "Response xmlns=\"https://aws.example/\"><" + action + "Result>" + content + "</"
                        + action + "Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></" + action
                        + "Response>");
    }

    private Answer query(Asked asked) {
        Shape shape = SHAPES.get(asked.action);
        String object = objects.get(asked.route());
        if (object != null) {
            return result(asked.action, object);
        }
        if (shape == null) {
            if (asked.action.equals("GetAccountAuthorizationDetails")) {
                return details(asked);
            }
            return asked.action.equals("ListEntitiesForPolicy")
                    ? result(
                            asked.action, "<PolicyGroups/><PolicyUsers/><PolicyRoles/><IsTruncated>false</IsTruncated>")
                    : new Answer(404, "<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>");
        }
        List<String> items = new ArrayList<>(lists.getOrDefault(asked.route(), List.of()));
        int from = Integer.parseInt(asked.token());
        int to = Math.min(items.size(), from + pageSize);
        StringBuilder content = new StringBuilder("<" + shape.list + ">");
        items.subList(Math.min(from, to), to)
                .forEach(item -> content.append("<" + shape.element + ">" + item + "</" + shape.element + ">"));
        content.append("</" + shape.list + ">");
        if (to < items.size()) {
            content.append("<" + shape.token + ">" + to + "</" + shape.token + ">");
        }
        return shape.result
                ? result(asked.action, content.toString())
                : new Answer(
                        200,
                        "<" + asked.action + "Response xmlns=\"http://ec2.example/\"><requestId>1</requestId>" + content
                                + "</" + asked.action + "Response>");
    }

    /** Each thing in the listing is a page. */
    private Answer details(Asked asked) {
        List<String> pages = lists.getOrDefault(asked.route(), List.of("<UserDetailList/>"));
        int page = Integer.parseInt(asked.token());
        String next = page + 1 < pages.size() ? "<Marker>" + (page + 1) + "</Marker>" : "";
        return result(asked.action, pages.get(page) + "<IsTruncated>" + !next.isEmpty() + "</IsTruncated>" + next);
    }

    private Answer zones(Asked asked) {
        List<String> zones = lists.getOrDefault(asked.route(), List.of());
        int from = Integer.parseInt(asked.token());
        int to = Math.min(zones.size(), from + pageSize);
        boolean more = to < zones.size();
        return new Answer(
                200,
                "<ListHostedZonesResponse xmlns=\"https://route53.example/\"><HostedZones>"
                        + elements("HostedZone", zones.subList(Math.min(from, to), to)) + "</HostedZones><IsTruncated>"
                        + more + "</IsTruncated>" + (more ? "<NextMarker>" + to + "</NextMarker>" : "")
                        + "</ListHostedZonesResponse>");
    }

    /** Their pages begin at a record set that is named. */
    private Answer recordSets(Asked asked) {
        List<String> sets = lists.getOrDefault(asked.route(), List.of());
        int from = 0;
        while (asked.parameters.containsKey("name") && !begins(sets.get(from), asked.parameters)) {
            from++;
        }
        int to = Math.min(sets.size(), from + pageSize);
        boolean more = to < sets.size();
        return new Answer(
                200,
                "<ListResourceRecordSetsResponse xmlns=\"https://route53.example/\"><ResourceRecordSets>"
                        + elements("ResourceRecordSet", sets.subList(from, to)) + "</ResourceRecordSets><IsTruncated>"
                        + more + "</IsTruncated>" + (more ? next(sets.get(to)) : "")
                        + "</ListResourceRecordSetsResponse>");
    }

    private static String next(String set) {
        Matcher of = RECORD_SET.matcher(set);
        if (!of.find()) {
            throw new IllegalArgumentException("A record set begins with its name and type.");
        }
        return "<NextRecordName>" + of.group(1) + "</NextRecordName><NextRecordType>" + of.group(2)
                + "</NextRecordType>"
                + (of.group(3) == null ? "" : "<NextRecordIdentifier>" + of.group(3) + "</NextRecordIdentifier>");
    }

    private static boolean begins(String set, Map<String, String> parameters) {
        String identifier = parameters.get("identifier");
        return set.startsWith("<Name>" + parameters.get("name") + "</Name><Type>" + parameters.get("type") + "</Type>"
                + (identifier == null ? "" : "<SetIdentifier>" + identifier + "</SetIdentifier>"));
    }

    private static String elements(String name, List<String> contents) {
        return contents.stream()
                .map(content -> "<" + name + ">" + content + "</" + name + ">")
                .collect(Collectors.joining());
    }

    /** One thing. */
    private Answer json(Asked asked, String absent) {
        String object = objects.get(asked.route());
        return object == null ? new Answer(404, absent) : new Answer(200, object.replace('\'', '"'));
    }

    private Answer json(Asked asked, String list, String token) {
        List<String> items = new ArrayList<>(lists.getOrDefault(asked.route(), List.of()));
        int from = Integer.parseInt(asked.token());
        int to = Math.min(items.size(), from + pageSize);
        String next = to < items.size() ? ",\"" + token + "\":\"" + to + "\"" : "";
        return new Answer(
                200,
                ("{'" + list + "':[" + String.join(",", items.subList(Math.min(from, to), to)) + "]").replace('\'', '"')
                        + next + "}");
    }

    private Answer s3(Asked asked) {
        if (asked.action.equals("ListAllMyBuckets")) {
            StringBuilder buckets = new StringBuilder();
            lists.getOrDefault(asked.route(), List.of())
                    .forEach(bucket -> buckets.append("<Bucket>" + bucket + "</Bucket>"));
            return new Answer(
                    200,
                    "<ListAllMyBucketsResult><Owner><ID>1</ID></Owner><Buckets>" + buckets
                            + "</Buckets></ListAllMyBucketsResult>");
        }
        String object = objects.get(asked.route());
        String code = switch (asked.action) {
            case "publicAccessBlock" -> "NoSuchPublicAccessBlockConfiguration";
            case "policyStatus" -> "NoSuchBucketPolicy";
            case "encryption" -> "ServerSideEncryptionConfigurationNotFoundError";
            default -> "NoSuchBucket";
        };
        return object != null ? new Answer(200, object) : new Answer(404, "<Error><Code>" + code + "</Code></Error>");
    }

    @Override
    public void close() {
        repair();
        server.close();
    }
}
