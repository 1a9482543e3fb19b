package io.cadastre.connectors.aws;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import java.util.List;

/**
 * A listing that comes in pages.
 *
 * @param request asks for the first
 * @param elements finds what it lists
 * @param given where an answer says how to ask for the next page
 * @param asked what parameter takes that
 */
record Paged(AwsRequest request, Elements elements, String given, String asked) {
    /** Finds the elements of a listing in an answer. */
    @FunctionalInterface
    interface Elements {
        List<Json> of(Json answer) throws ConnectorException.BadData;
    }

    static Paged ec2(String action, String list) {
        return new Paged(
                AwsRequest.of(AwsService.EC2, action),
                answer -> AwsAnswers.list(answer, list),
                "nextToken",
                "NextToken");
    }

    static Paged iam(String action, String list) {
        return new Paged(
                AwsRequest.of(AwsService.IAM, action), answer -> AwsAnswers.list(answer, list), "Marker", "Marker");
    }

    Paged with(String name, String value) {
        return new Paged(request.with(name, value), elements, given, asked);
    }

    Paged where(Elements others) {
        return new Paged(request, others, given, asked);
    }

    AwsRequest at(PageRequest page) {
        return page.position().map(position -> request.with(asked, position)).orElse(request);
    }

    Page<Json> page(Json answer) throws ConnectorException.BadData {
        return Page.of(elements.of(answer), AwsAnswers.text(answer, given));
    }
}
