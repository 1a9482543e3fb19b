package io.cadastre.connectors.aws;

import io.cadastre.spi.json.Json;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.step.StepContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one sync reads: accounts, and what each has at the services. */
final class AwsPipeline {
    private final AwsSettings settings;
    private final AwsSessions sessions;

    AwsPipeline(AwsSettings settings, AwsSessions sessions) {
        this.settings = settings;
        this.sessions = sessions;
    }

    Pipeline whole() {
        AwsPlan plan = new AwsPlan(settings, sessions);
        new IamListings(plan).add();
        new S3Listings(plan, settings).add();
        new RegionListings(plan, settings).add();
        new Ec2Listings(plan).add();
        new KmsListings(plan).add();
        new EksListings(plan).add();
        new Route53Listings(plan).add();
        return plan.pipeline(this::seed);
    }

    private void seed(StepContext context) throws Exception {
        AwsSessions.Caller caller = sessions.identify(context);
        Set<String> others = new LinkedHashSet<>(List.of(caller.account()));
        others.addAll(settings.accounts());
        if (settings.organization()) {
            Json organization = sessions.asOwner(
                            context, settings.region(), AwsRequest.of(AwsService.ORGANIZATIONS, "DescribeOrganization"))
                    .get("Organization");
            context.emit(IamEntities.organization(organization));
            Paged listing = new Paged(
                    AwsRequest.of(AwsService.ORGANIZATIONS, "ListAccounts"),
                    answer -> answer.elements("Accounts"),
                    "NextToken",
                    "NextToken");
            context.follow(
                    "accounts",
                    request -> listing.page(sessions.asOwner(context, settings.region(), listing.at(request))),
                    found -> {
                        for (Json each : found) {
                            if (!settings.skippedAccounts().contains(each.text("Id"))) {
                                context.emit(IamEntities.account(each, caller.partition(), organization.text("Id")));
                                others.remove(each.text("Id"));
                            }
                        }
                    });
        }
        others.forEach(number -> context.emit(IamEntities.account(number, caller.partition())));
    }
}
