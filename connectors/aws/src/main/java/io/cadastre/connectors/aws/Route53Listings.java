package io.cadastre.connectors.aws;

import io.cadastre.connectors.aws.AwsPlan.Stage;
import io.cadastre.connectors.aws.model.AwsAccount;
import io.cadastre.connectors.aws.model.AwsHostedZone;
import io.cadastre.connectors.aws.model.AwsRecordSet;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.Loader;
import java.util.List;
import java.util.Optional;

/** What is read of Route 53: the zones of an account, and of each its record sets. */
final class Route53Listings {
    private static final String ZONES = "/" + AwsService.ROUTE53.version() + "/hostedzone";

    private final AwsPlan plan;

    Route53Listings(AwsPlan plan) {
        this.plan = plan;
    }

    void add() {
        if (!plan.reads(Part.ROUTE53)) {
            return;
        }
        plan.ofAccount(
                Part.ROUTE53,
                "hostedZones",
                AwsAccount.HOSTED_ZONES,
                new Paged(
                        AwsRequest.of(AwsService.ROUTE53, "ListHostedZones").at(ZONES),
                        answer -> AwsAnswers.list(answer, "HostedZones"),
                        "NextMarker",
                        "marker"),
                Route53Entities::zone);
        plan.collection(
                Stage.SECOND,
                new Loader.DerivedCollection<>(
                        AwsPlan.source(
                                "recordSets",
                                AwsHostedZone.TYPE,
                                (env, ref) -> new Named(
                                        env.collected(ref)
                                                .value(AwsHostedZone.ACCOUNT_ID)
                                                .orElseThrow(),
                                        ref.key()),
                                this::recordSets),
                        AwsHostedZone.RECORD_SETS,
                        AwsRecordSet.TYPE.loadables(),
                        found -> List.of(Item.of(Route53Entities.recordSet(found.where(), found.json())))));
    }

    private Page<Json> recordSets(Env env, Named zone, PageRequest request)
            throws ConnectorException, InterruptedException {
        AwsRequest listing =
                AwsRequest.of(AwsService.ROUTE53, "ListResourceRecordSets").at(ZONES + "/" + zone.name() + "/rrset");
        Json answer = plan.ask(env, zone.account(), at(listing, request));
        return Page.of(AwsAnswers.list(answer, "ResourceRecordSets"), next(answer));
    }

    /** Where the next page begins: up to three things, none of which has a line break. */
    private static Optional<String> next(Json answer) throws ConnectorException.BadData {
        if (!AwsAnswers.bool(answer, "IsTruncated").orElse(false)) {
            return Optional.empty();
        }
        return Optional.of(String.join(
                "\n",
                answer.text("NextRecordName"),
                answer.text("NextRecordType"),
                AwsAnswers.text(answer, "NextRecordIdentifier").orElse("")));
    }

    private static AwsRequest at(AwsRequest listing, PageRequest request) {
        if (request.position().isEmpty()) {
            return listing;
        }
        String[] next = request.position().get().split("\n", 3);
        AwsRequest further = listing.with("name", next[0]).with("type", next[1]);
        return next[2].isEmpty() ? further : further.with("identifier", next[2]);
    }
}
