package io.cadastre.server.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstateTest {
    private static final int SIZE = 3_000;
    private final Estate estate = Estate.of(SIZE);

    @Test
    void anAssetHasTwentyNinePropertiesOfEveryShape() {
        Map<String, Object> properties = estate.properties(17);
        assertThat(properties).hasSize(29);
        assertThat(properties.values().stream()
                        .map(value -> value instanceof List<?> ? List.class : value.getClass())
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(String.class, Long.class, Double.class, Boolean.class, Instant.class, List.class));
    }

    @Test
    void theSameNumberIsTheSameAssetEachTime() {
        assertThat(Estate.of(SIZE).properties(1_234)).isEqualTo(estate.properties(1_234));
        assertThat(Estate.of(SIZE).target(1_234, Relation.USES)).isEqualTo(estate.target(1_234, Relation.USES));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102, 3_000})
    void everyAssetHasThreeRelationshipsToOthersOfTheRightKind(int size) {
        Estate some = Estate.of(size);
        for (int number : some.numbers().toArray()) {
            for (Relation relation : Relation.values()) {
                int target = some.target(number, relation);
                assertThat(target).isBetween(0, size - 1).isNotEqualTo(number);
                assertThat(some.kind(target)).isEqualTo(relation.target());
            }
        }
        assertThat(some.census()).isEqualTo(new Census(size, 3L * size, 0));
    }

    @Test
    void aFewHubsGetATenthOfAllAssignments() {
        Map<Integer, Long> arriving = estate.numbers()
                .boxed()
                .collect(Collectors.groupingBy(
                        number -> estate.target(number, Relation.ASSIGNED), Collectors.counting()));
        long atHubs = arriving.values().stream()
                .sorted((one, other) -> Long.compare(other, one))
                .limit(Estate.HUBS)
                .mapToLong(Long::longValue)
                .sum();
        assertThat(atHubs).isBetween(SIZE / 10L, SIZE / 8L);
    }

    @Test
    void onePercentChangesAndNothingElse() {
        Estate changed = estate.withOnePercentChanged();
        assertThat(changedNumbers(changed)).hasSize(SIZE / 100).contains(0, 100, 2_900);
        assertThat(changed.census()).isEqualTo(new Census(SIZE, 3L * SIZE, SIZE / 100));
    }

    @Test
    void theOneThatChangesDoesSoEachTime() {
        Estate once = estate.withOneChanged();
        Estate twice = once.withOneChanged();
        assertThat(changedNumbers(once)).hasSize(1).isEqualTo(changedNumbers(twice));
        int number = changedNumbers(once).iterator().next();
        assertThat(twice.properties(number)).isNotEqualTo(once.properties(number));
    }

    private Set<Integer> changedNumbers(Estate changed) {
        return estate.numbers()
                .filter(number -> !changed.properties(number).equals(estate.properties(number)))
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void aTenthOfEachKindGoesWithWhatLeadsToIt() {
        Estate left = estate.withTenPercentGone();
        Set<Integer> there = left.numbers().boxed().collect(Collectors.toCollection(HashSet::new));
        for (Kind kind : Kind.values()) {
            assertThat(left.numbers(kind).count())
                    .isEqualTo(estate.numbers(kind).count() * 9 / 10);
        }
        long relationships = there.stream()
                .mapToLong(number -> Arrays.stream(Relation.values())
                        .filter(relation -> there.contains(estate.target(number, relation)))
                        .count())
                .sum();
        assertThat(left.census()).isEqualTo(new Census(SIZE * 9L / 10, relationships, 0));
        // About a fifth: what leaves them and what leads to them.
        assertThat(relationships).isBetween(SIZE * 3L * 78 / 100, SIZE * 3L * 83 / 100);
    }
}
