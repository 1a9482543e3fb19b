package io.cadastre.cypher.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I1: an id is a pure function of its parts. */
class GraphIdsTest {
    @Test
    void anIdIsTwentySixCharactersThatAreSafeInUrlsAndAlwaysTheSame() {
        String id = GraphIds.entity("inst", "acme_user", "42");

        assertThat(id).matches("[a-z2-7]{26}").isEqualTo(GraphIds.entity("inst", "acme_user", "42"));
        // Ids are in databases: this one, worked out by another program, must never change.
        assertThat(id).isEqualTo("bd7fdz2bolwwjo7wrzc5lg6wp4");
    }

    @ParameterizedTest
    @DisplayName("I1: no part may be empty")
    @CsvSource({"'',t,k", "i,'',k", "i,t,''"})
    void noPartMayBeEmpty(String installation, String type, String key) {
        assertThatThrownBy(() -> GraphIds.entity(installation, type, key)).hasMessageContaining("empty");
    }

    @Test
    void movingACharacterAcrossABorderGivesAnotherId() {
        assertThat(GraphIds.entity("a", "bc", "d"))
                .isNotEqualTo(GraphIds.entity("ab", "c", "d"))
                .isNotEqualTo(GraphIds.entity("a", "b", "cd"));
        assertThat(GraphIds.relationship("i", "f", "V", "t", ""))
                .isNotEqualTo(GraphIds.relationship("i", "f", "V", "", "t"))
                .isNotEqualTo(GraphIds.relationship("i", "t", "V", "f", ""));
    }

    @Test
    void differentPartsGiveDifferentIds() {
        Random random = new Random(11);
        Set<String> parts = new HashSet<>();
        Set<String> ids = new HashSet<>();
        while (parts.size() < 20_000) {
            String key = Integer.toString(random.nextInt(1 << 20), 36);
            String type = "type" + random.nextInt(3);
            if (parts.add(type + " " + key)) {
                ids.add(GraphIds.entity("inst", type, key));
            }
        }
        assertThat(ids).hasSize(parts.size());
    }
}
