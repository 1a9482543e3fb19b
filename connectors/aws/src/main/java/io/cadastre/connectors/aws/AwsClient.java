package io.cadastre.connectors.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.operation.Limit;
import io.cadastre.spi.operation.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks AWS's services: each call behind the host's limits and retries, signed anew for each attempt. */
final class AwsClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final String JSON = "application/x-amz-json-1.1";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** AWS limits each account, region and action for itself, and says so; this keeps the load even. */
    private static final Limit CALLS = Limit.perSecond("aws", 50).andConcurrent(20);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** Longer than that no page is; what is longer ends as if the connection had. */
    private static final HttpResponse.BodyHandler<byte[]> ANSWER =
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), 64L << 20);

    private final Optional<String> endpoint;
    private final Clock clock;

    /** Who asks. */
    @FunctionalInterface
    interface Signer {
        /** The headers of a request with its signature. */
        SortedMap<String, String> sign(SigV4 request, Clock clock) throws ConnectorException, InterruptedException;
    }

    /**
     * Prepares for one installation.
     *
     * @param endpoint where all services are; empty for AWS itself
     */
    AwsClient(Optional<String> endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** The answer; of a question with an action, its content. */
    Json ask(Env env, Signer signer, String region, AwsRequest request)
            throws ConnectorException, InterruptedException {
        String name = "aws." + request.service().id() + "." + request.action() + "." + region;
        Operation<AwsRequest, Json> operation = Operation.<AwsRequest, Json>define(
                        name, asked -> attempt(signer, region, asked))
                .limitedBy(CALLS)
                .timeout(TIMEOUT);
        return env.ops().execute(operation, request);
    }

    private Json attempt(Signer signer, String region, AwsRequest request)
            throws ConnectorException, InterruptedException, IOException {
        HttpResponse<byte[]> response = HTTP.send(http(signer, region, request), ANSWER);
        int status = response.statusCode();
        if (status < 200 || status > 299) {
            String label = "'" + request.permission() + "' in " + region;
            String given = response.headers().firstValue("x-amzn-errortype").orElse("");
            throw AwsErrors.of(label, request.permission(), status, given, response.body());
        }
        return switch (request.service().protocol()) {
            case QUERY -> {
                Json answer = AwsAnswers.xml(response.body(), request.action() + "Response");
                String result = request.action() + "Result";
                yield answer.has(result) ? AwsAnswers.within(answer, result) : answer;
            }
            case REST_XML -> AwsAnswers.xml(response.body(), request.root());
            case JSON, REST_JSON -> AwsAnswers.json(response.body());
        };
    }

    private HttpRequest http(Signer signer, String region, AwsRequest request)
            throws ConnectorException, InterruptedException {
        AwsService service = request.service();
        SortedMap<String, String> headers = new TreeMap<>();
        String body = "";
        String query = "";
        switch (service.protocol()) {
            case QUERY -> {
                Map<String, String> form = new TreeMap<>(request.parameters());
                form.put("Action", request.action());
                form.put("Version", service.version());
                body = AwsRequest.encoded(form);
                headers.put("content-type", FORM);
            }
            case JSON -> {
                body = written(request.parameters());
                headers.put("content-type", JSON);
                headers.put("x-amz-target", service.version() + "." + request.action());
            }
            case REST_XML, REST_JSON -> query = AwsRequest.encoded(request.parameters());
        }
        headers.put("x-amz-content-sha256", SigV4.hash(body));
        String method = query.isEmpty() && !body.isEmpty() ? "POST" : "GET";
        URI url = URI.create(base(service, region) + request.path() + (query.isEmpty() ? "" : "?" + query));
        SigV4 unsigned = new SigV4(method, url, headers, body, service.signingRegion(region), service.id());
        HttpRequest.Builder http = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("User-Agent", "Cadastre")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        try {
            signer.sign(unsigned, clock).forEach(http::header);
        } catch (IllegalArgumentException e) {
            // Its message quotes the value.
            throw new ConnectorException.Configuration("The access key cannot be sent. Check it for line breaks.");
        }
        return http.build();
    }

    private String base(AwsService service, String region) {
        return endpoint.map(
                        template -> template.replace("{service}", service.id()).replace("{region}", region))
                .orElseGet(() -> service.endpoint(region));
    }

    private static String written(Map<String, String> parameters) {
        try {
            return MAPPER.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written as JSON.", e);
        }
    }
}
