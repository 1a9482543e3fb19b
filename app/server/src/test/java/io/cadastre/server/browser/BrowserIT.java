package io.cadastre.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.cadastre.server.Cadastre;
import io.cadastre.server.RunningCadastre;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person clicks through all pages; not one console error, failed request or accessibility violation is let pass. */
class BrowserIT {
    private static Chromium chromium;

    private final Cadastre server = RunningCadastre.get();

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
        // Other tests and builds share the machine; what is right is right also when it is late.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** Does something in a browser that is logged in, and fails on whatever the browser complains about. */
    private void inBrowser(ColorScheme scheme, Consumer<Page> visit) {
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context = chromium.browser()
                .newContext(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(1280, 800))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.onResponse(response -> {
                if (response.status() >= 400) {
                    complaints.add(response.status() + " " + response.url());
                }
            });
            page.navigate(server.loginLink().toString());
            assertThat(heading(page, "Overview")).isVisible();
            try {
                visit.accept(page);
            } catch (AssertionError e) {
                throw new AssertionError(
                        page.url() + " complained " + complaints + ", showed: "
                                + page.locator("body").innerText(),
                        e);
            }
            assertThat(complaints).isEmpty();
        }
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }

    private static void open(Page page, String name) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name)))
                .click();
        assertThat(heading(page, name)).isVisible();
    }

    private static void openFirstEntity(Page page) {
        open(page, "Entities");
        page.locator("main a[href^='/entities/']").first().click();
        assertThat(page).hasURL(Pattern.compile("/entities/[a-z0-9]+"));
        assertThat(page.locator("h1")).isVisible();
    }

    private static void openFirstSync(Page page) {
        open(page, "Syncs");
        page.locator("main a[href^='/syncs/']").first().click();
        assertThat(heading(page, "Sync")).isVisible();
    }

    @Test
    void everyPageOpensFromThePageBeforeIt() {
        inBrowser(ColorScheme.LIGHT, page -> {
            open(page, "Entities");
            open(page, "Query");
            open(page, "Syncs");
            open(page, "Overview");
            openFirstEntity(page);
            openFirstSync(page);
            page.goBack();
            assertThat(heading(page, "Syncs")).isVisible();
        });
    }

    @Test
    void theLoginCodeIsGoneFromTheAddress() {
        inBrowser(ColorScheme.LIGHT, page -> assertThat(page.url()).doesNotContain("code="));
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyPageIsAccessible(ColorScheme scheme) {
        List<String> violations = new ArrayList<>();
        inBrowser(scheme, page -> {
            examine(page, "Overview", violations);
            open(page, "Entities");
            page.locator("main a[href^='/entities/']").first().waitFor();
            examine(page, "Entities", violations);
            open(page, "Query");
            examine(page, "Query", violations);
            open(page, "Syncs");
            examine(page, "Syncs", violations);
            openFirstEntity(page);
            examine(page, "an entity", violations);
            openFirstSync(page);
            examine(page, "a sync", violations);
        });
        assertThat(violations).isEmpty();
    }

    private static void examine(Page page, String what, List<String> violations) {
        new AxeBuilder(page)
                .analyze()
                .getViolations()
                .forEach(rule -> violations.add(what + ": " + rule.getId() + " "
                        + rule.getNodes().stream()
                                .map(node -> String.valueOf(node.getTarget()))
                                .toList()));
    }
}
