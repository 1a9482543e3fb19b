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
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.server.Cadastre;
import io.cadastre.server.DoorConnector;
import io.cadastre.server.RunningCadastre;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
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
        inBrowser(scheme, Set.of(), visit);
    }

    /** The same, where some requests are meant to be refused with one of these statuses. */
    private void inBrowser(ColorScheme scheme, Set<Integer> refusals, Consumer<Page> visit) {
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context = chromium.browser()
                .newContext(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(1280, 800))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                boolean meant = refusals.stream()
                        .anyMatch(status -> message.text().contains("responded with a status of " + status));
                if (!meant && (message.type().equals("error") || message.type().equals("warning"))) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.onResponse(response -> {
                if (response.status() >= 400 && !refusals.contains(response.status())) {
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
            open(page, "Changes");
            open(page, "Connectors");
            openThisMachine(page);
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
            open(page, "Changes");
            page.locator("main .panel, main .empty").first().waitFor();
            examine(page, "Changes", violations);
            open(page, "Syncs");
            examine(page, "Syncs", violations);
            openFirstEntity(page);
            examine(page, "an entity", violations);
            openFirstSync(page);
            examine(page, "a sync", violations);
            open(page, "Connectors");
            page.getByText("For tests.").waitFor();
            examine(page, "Connectors", violations);
            openThisMachine(page);
            examine(page, "an installation", violations);
            button(page, "Delete…").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            examine(page, "the question before deleting", violations);
            page.keyboard().press("Escape");
            openWizard(page);
            answer(page, "Name", "Examined door");
            examine(page, "the form of a connector", violations);
            button(page, "Cancel").click();
            assertThat(heading(page, "Connectors")).isVisible();
        });
        assertThat(violations).isEmpty();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void openThisMachine(Page page) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("This machine"))
                .first()
                .click();
        assertThat(heading(page, "This machine")).isVisible();
    }

    private static void openWizard(Page page) {
        open(page, "Connectors");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Connect Door"))
                .click();
        assertThat(heading(page, "Connect Door")).isVisible();
    }

    /** Fills in one field and goes on. */
    private static void answer(Page page, String label, String value) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(value);
        button(page, "Continue").click();
    }

    @Test
    void whatASyncChangedIsShownDownToWhatAnEntityWasThen() throws Exception {
        // Given a second look at this machine, on which this browser runs by now
        String thisMachine = server.installations().list().stream()
                .filter(installation -> installation.name().equals("This machine"))
                .findFirst()
                .orElseThrow()
                .id();
        String sync = server.syncs().start(thisMachine, SyncMode.FULL, "test");
        server.syncs().await(sync);
        List<String> violations = new ArrayList<>();
        inBrowser(ColorScheme.LIGHT, page -> {
            open(page, "Syncs");
            page.locator("main a[href='/syncs/" + sync + "']").click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("What this sync changed"))
                    .click();
            assertThat(heading(page, "Changes")).isVisible();
            page.getByLabel("Operation").selectOption("create");
            page.getByLabel("Kind").selectOption("entity");
            assertThat(page).hasURL(Pattern.compile("/changes\\?sync=.*&op=create&kind=entity"));
            Locator first = page.locator("main .change").first();
            assertThat(first).containsText("Created");
            examine(page, "the changes of a sync", violations);

            first.getByRole(AriaRole.LINK).click();
            assertThat(page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Life of this entity")))
                    .isVisible();
            assertThat(page.locator("main .change").last()).containsText("Created");
            examine(page, "the changes of an entity", violations);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("as of then"))
                    .last()
                    .click();
            assertThat(page.getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions()
                                    .setName(Pattern.compile("^Properties on"))
                                    .setLevel(2)))
                    .isVisible();
            examine(page, "an entity as it was", violations);
            page.goBack();
            assertThat(page.locator("main .change").last()).containsText("Created");
        });
        assertThat(violations).isEmpty();
    }

    private static Locator question(Page page, String title) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(title).setLevel(2));
    }

    @Test
    @DisplayName("M15: the wizard asks again with the reason at the field, and back keeps answers but shows no secret")
    void aSystemIsConnectedQuestionByQuestion() {
        inBrowser(ColorScheme.LIGHT, Set.of(422), page -> {
            openWizard(page);
            answer(page, "Name", "Garden door");
            assertThat(question(page, "2 · Door")).isFocused();

            answer(page, "Port", "NaN");
            Locator host = page.getByLabel("Host", new Page.GetByLabelOptions().setExact(true));
            assertThat(host).isFocused();
            assertThat(host).hasAttribute("aria-invalid", "true");
            assertThat(page.getByText("Host is required.")).isVisible();
            assertThat(page.getByText("Port must be a whole number.")).isVisible();
            host.fill("garden.example");
            page.getByLabel("Scope").selectOption("some");
            answer(page, "Port", "8443");

            Locator token = page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true));
            assertThat(token).hasAttribute("type", "password");
            answer(page, "Token", "wrong");
            assertThat(page.getByText("The door does not know this token.")).isVisible();
            answer(page, "Token", DoorConnector.GOOD_TOKEN);
            assertThat(question(page, "4 · Rooms")).isFocused();

            button(page, "Back").click();
            assertThat(token).hasValue("");
            assertThat(token).hasAttribute("placeholder", Pattern.compile("Given"));
            button(page, "Back").click();
            assertThat(host).hasValue("garden.example");
            // What was begun is on the server: loading the page again loses nothing.
            page.reload();
            assertThat(host).hasValue("garden.example");
            button(page, "Continue").click();
            assertThat(question(page, "3 · Sign in")).isVisible();
            button(page, "Continue").click();

            page.getByLabel("The hall").check();
            button(page, "Continue").click();
            page.getByLabel("Sync", new Page.GetByLabelOptions().setExact(true)).selectOption("every hour");
            button(page, "Continue").click();
            assertThat(question(page, "Garden door is connected")).isVisible();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Show Garden door"))
                    .click();
            assertThat(heading(page, "Garden door")).isVisible();
            assertThat(page.getByText("every hour")).isVisible();
            assertThat(page.locator("main")).containsText("token");
            assertThat(page.locator("main")).not().containsText(DoorConnector.GOOD_TOKEN);
            button(page, "Sync now").click();
            assertThat(heading(page, "Sync")).isVisible();
        });
    }

    @Test
    void deletingAnInstallationAsksFirstAndSaysWhatGoes() {
        inBrowser(ColorScheme.LIGHT, page -> {
            openWizard(page);
            answer(page, "Name", "Old door");
            answer(page, "Host", "old.example");
            answer(page, "Token", DoorConnector.GOOD_TOKEN);
            assertThat(question(page, "4 · Schedule")).isVisible();
            button(page, "Continue").click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Show Old door"))
                    .click();
            button(page, "Delete…").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("0 entities");
            button(page, "Cancel").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
            button(page, "Delete…").click();
            button(page, "Delete Old door").click();
            assertThat(heading(page, "Connectors")).isVisible();
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("This machine")))
                    .isVisible();
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Old door")))
                    .isHidden();
        });
    }

    @Test
    void anOnboardingThatIsGoneSaysSoAndCanBeBegunAgain() {
        inBrowser(ColorScheme.LIGHT, Set.of(404), page -> {
            page.navigate(server.address() + "/connectors/door/new?onboarding=gone");
            assertThat(page.getByText("Begin again.")).isVisible();
            button(page, "Begin again").click();
            assertThat(question(page, "1 · Name")).isVisible();
        });
    }

    @Test
    void theCatalogueSaysWhenNothingMatches() {
        inBrowser(ColorScheme.LIGHT, page -> {
            open(page, "Connectors");
            page.getByLabel("Filter connectors").fill("nothing like it");
            assertThat(page.getByText("No connector matches")).isVisible();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Drop the filter"))
                    .click();
            assertThat(page.getByText("For tests.")).isVisible();
        });
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
