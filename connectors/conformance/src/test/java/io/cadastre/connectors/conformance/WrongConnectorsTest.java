package io.cadastre.connectors.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
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
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

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
    void oneThatTakesAnErrorForAnEmptyPageIsFoundOut() {
        assertThat(failures(ErrorIsEmpty.class)).contains("aFaultDeletesNothingAndIsSaid");
    }

    @Test
    void oneThatLogsItsSecretIsFoundOut() {
        assertThat(failures(Talkative.class))
                .contains("theFirstSyncFindsSomethingOfEveryType", "aWrongSecretIsFoundOutAndShowsNowhere");
    }

    @Test
    void oneThatIsNotIdempotentIsFoundOut() {
        assertThat(failures(Restless.class)).contains("aSecondSyncChangesNothing");
    }

    @Test
    void oneThatReadsTheFirstPageOnlyIsFoundOut() {
        assertThat(failures(FirstPage.class)).contains("aListingIsExact");
    }

    @Test
    void oneThatIsAlwaysWellIsFoundOut() {
        assertThat(failures(AlwaysWell.class)).contains("itsHealthTellsWhatGoesWrong");
    }

    /** The names of the tests that fail. */
    private static Set<String> failures(Class<? extends ConnectorConformance> kit) {
        Set<String> failed = new TreeSet<>();
        LauncherFactory.create().execute(request().selectors(selectClass(kit)).build(), new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    test.getSource()
                            .filter(MethodSource.class::isInstance)
                            .map(MethodSource.class::cast)
                            .ifPresent(method -> failed.add(method.getMethodName()));
                }
            }
        });
        return failed;
    }
}
