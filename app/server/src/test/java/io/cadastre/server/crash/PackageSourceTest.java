package io.cadastre.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.server.crash.Inventory.Entity;
import io.cadastre.server.crash.Inventory.Relation;
import io.cadastre.server.crash.PackageSource.Listing;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The source and the model that the crash tests rely on. */
class PackageSourceTest {
    private static final String STATUS = """
            Package: libc6
            Status: install ok installed
            Section: libs
            Installed-Size: 12345
            Version: 2.36-9

            Package: gone
            Status: deinstall ok config-files
            Version: 1

            Package: bash
            Status: install ok installed
            Essential: yes
            Section: shells
            Version: 5.2
            Depends: base-files (>= 2.1.12), debianutils (>= 5.6-0.1) | other
            Pre-Depends: libc6 (>= 2.36)
            Description: GNU Bourne Again SHell
             Bash is an sh-compatible command language interpreter.
            """;

    private static Entity packageNamed(String name) {
        return new Entity(PackageSource.PACKAGE, name);
    }

    @Test
    void thePackagesThatAreInstalledAreReadWithWhatTheyDependOn() {
        Inventory content = PackageSource.dpkg(STATUS).everything().content();

        assertThat(content.entities())
                .containsOnlyKeys(
                        packageNamed("bash"),
                        packageNamed("libc6"),
                        new Entity(PackageSource.SECTION, "libs"),
                        new Entity(PackageSource.SECTION, "shells"));
        assertThat(content.entities().get(packageNamed("bash")))
                .containsEntry("version", "5.2")
                .containsEntry("essential", true)
                .containsEntry("description", "GNU Bourne Again SHell");
        assertThat(content.relations()
                        .get(new Relation(packageNamed("bash"), PackageSource.DEPENDS_ON, packageNamed("debianutils"))))
                .isEqualTo(Map.of("versions", "(>= 5.6-0.1)"));
        // Neither is installed: the graph can show neither relationship
        assertThat(content.visible().relations().keySet())
                .extracting(Relation::verb)
                .containsOnly(PackageSource.IN);
    }

    @Test
    void madeUpPackagesHaveTheShapeOfRealOnesAndAHub() {
        Inventory content = PackageSource.madeUp(new Random(1)).everything().content();
        Map<Entity, Integer> dependents = new TreeMap<>();
        content.visible().relations().keySet().stream()
                .filter(relation -> relation.verb().equals(PackageSource.DEPENDS_ON))
                .forEach(relation -> dependents.merge(relation.to(), 1, Integer::sum));

        assertThat(content.entities()).hasSizeGreaterThan(700);
        assertThat(dependents.values()).anyMatch(count -> count > 100);
    }

    @Test
    void anIncompleteListingTakesNothingFromWhatIsKnown() {
        PackageSource source = PackageSource.madeUp(new Random(1));
        Inventory before = source.everything().content();

        Listing listing = source.change(new Random(2), false);
        Inventory after = listing.after(before);

        assertThat(listing.content().entities())
                .hasSizeLessThan(before.entities().size());
        assertThat(after.entities().keySet()).isEqualTo(before.entities().keySet());
        assertThat(after.differencesFrom(before)).isNotEmpty();
    }

    @Test
    void aCompleteListingIsAllThereIs() {
        PackageSource source = PackageSource.madeUp(new Random(1));
        Inventory before = source.everything().content();

        Inventory after = source.change(new Random(2), true).after(before);

        assertThat(after.entities()).hasSizeLessThan(before.entities().size());
        assertThat(after.visible().differencesFrom(before.visible())).isNotEmpty();
        assertThat(List.of(after.differencesFrom(after))).containsExactly(List.of());
    }
}
