package io.cadastre.connectors.okta;

import io.cadastre.connectors.conformance.HttpBackend;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.okta.model.OktaFactor;
import io.cadastre.connectors.okta.model.OktaPolicy;
import io.cadastre.connectors.okta.model.OktaUser;
import io.cadastre.spi.model.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small organisation with pages of two. Every fault is tried with one listing of each way in which there are some. */
final class OktaBackend extends HttpBackend {
    private static final int PAGE = 2;
    private static final Listing USERS = new Listing(OktaUser.TYPE, "/api/v1/users\\?");
    private static final Listing FACTORS = new Listing(OktaFactor.TYPE, "/api/v1/users/00u1/factors");
    private static final Listing POLICIES = new Listing(OktaPolicy.TYPE, "/api/v1/policies\\?type=ACCESS_POLICY");

    private final FakeOkta okta;

    OktaBackend() {
        this(new FakeOkta().pages(PAGE));
    }

    private OktaBackend(FakeOkta okta) {
        super(okta.url());
        this.okta = okta;
        Samples.fill(okta);
        okta.put("/api/v1/policies?type=PASSWORD", List.of());
        okta.put(Samples.USERS + "/00u2/factors", List.of());
        populate(USERS, 2);
        populate(FACTORS, 1);
        populate(POLICIES, 3);
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("baseUrl", baseUrl().toString());
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("token", FakeOkta.TOKEN);
    }

    @Override
    public List<Listing> listings() {
        return List.of(USERS, FACTORS, POLICIES);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.copyOf(OktaConnector.SCHEMA.entityTypes());
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public void populate(Listing listing, int items) {
        if (listing.equals(USERS)) {
            okta.put(
                    Samples.USERS,
                    Samples.numbered(items, number -> Samples.user("00u" + number, "user" + number, "ACTIVE")));
        } else if (listing.equals(FACTORS)) {
            okta.put(
                    Samples.USERS + "/00u1/factors",
                    Samples.numbered(items, number -> Samples.factor("f" + number, "push", "ACTIVE")));
        } else {
            okta.put(
                    "/api/v1/policies?type=ACCESS_POLICY",
                    Samples.numbered(
                            items, number -> Samples.policy("rst" + number, "ACCESS_POLICY", "Policy " + number, "")));
        }
    }

    @Override
    public void close() {
        super.close();
        okta.close();
    }
}
