package io.cadastre.connectors.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageSource;
import io.cadastre.spi.step.StepContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Each of these connectors does one thing wrong, and the kit finds it out by the test that is there for it. */
class WrongConnectorsTest {
    abstract static class Kit extends ConnectorConformance {
        @Override
        protected Backend backend() {
            return new ShopBackend();
        }

        @Override
        protected Set<Behaviour> lacks() {
            return Set.of(Behaviour.INCREMENTAL);
        }
    }

    /** Takes an error for an empty page. */
    static final class ErrorIsEmpty extends Kit {
        @Override
        protected ConnectorModule module() {
            return new ShopConnector() {
                @Override
                PageSource<Json> pages(Http http) {
                    PageSource<Json> right = super.pages(http);
                    return request -> {
                        try {
                            return right.fetch(request);
                        } catch (ConnectorException e) {
                            return Page.last(List.of());
                        }
                    };
                }
            };
        }
    }

    /** Says what it opens the shop with. */
    static final class Talkative extends Kit {
        @Override
        protected ConnectorModule module() {
            return new ShopConnector() {
                @Override
                void list(StepContext context, Credential token) throws Exception {
                    token.use(secret -> {
                        context.log().info("Opening with " + secret);
                        return "";
                    });
                    super.list(context, token);
                }
            };
        }
    }

    /** Says something else each time. */
    static final class Restless extends Kit {
        private static final AtomicInteger TIMES = new AtomicInteger();

        @Override
        protected ConnectorModule module() {
            return new ShopConnector() {
                @Override
                String label(Json item) {
                    return "seen " + TIMES.incrementAndGet();
                }
            };
        }
    }

    /** Reads the first page only. */
    static final class FirstPage extends Kit {
        @Override
        protected ConnectorModule module() {
            return new ShopConnector() {
                @Override
                PageSource<Json> pages(Http http) {
                    PageSource<Json> right = super.pages(http);
                    return request -> Page.last(right.fetch(request).items());
                }
            };
        }
    }

    /** Is always well. */
    static final class AlwaysWell extends Kit {
        @Override
        protected ConnectorModule module() {
            return new ShopConnector() {
                @Override
                Health health(Env env) {
                    return Health.healthy("Of course.");
                }
            };
        }
    }

    @Test
    @DisplayName("I7: one that takes an error for an empty page is found out")
    void oneThatTakesAnErrorForAnEmptyPageIsFoundOut() {
        assertThat(fails(ErrorIsEmpty.class, "aFaultDeletesNothingAndIsSaid")).isTrue();
        assertThat(fails(ErrorIsEmpty.class, "itIsVerifiedClean")).isFalse();
    }

    @Test
    @DisplayName("I14: one that logs its secret is found out")
    void oneThatLogsItsSecretIsFoundOut() {
        assertThat(fails(Talkative.class, "theFirstSyncFindsSomethingOfEveryType"))
                .isTrue();
        assertThat(fails(Talkative.class, "aWrongSecretIsFoundOutAndShowsNowhere"))
                .isTrue();
    }

    @Test
    @DisplayName("I8: one that is not idempotent is found out")
    void oneThatIsNotIdempotentIsFoundOut() {
        assertThat(fails(Restless.class, "aSecondSyncChangesNothing")).isTrue();
    }

    @Test
    void oneThatReadsTheFirstPageOnlyIsFoundOut() {
        assertThat(fails(FirstPage.class, "aListingIsExact")).isTrue();
    }

    @Test
    void oneThatIsAlwaysWellIsFoundOut() {
        assertThat(fails(AlwaysWell.class, "itsHealthTellsWhatGoesWrong")).isTrue();
    }

    /** Whether a test of the kit fails for a connector. */
    private static boolean fails(Class<? extends ConnectorConformance> kit, String test) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(request().selectors(selectMethod(kit, test)).build(), summary);
        assertThat(summary.getSummary().getTestsStartedCount())
                .as("Tests of '%s'", test)
                .isPositive();
        return summary.getSummary().getTotalFailureCount() > 0;
    }
}
