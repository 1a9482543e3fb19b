package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.identity.GraphIds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The laws of digests over ranges of ids. */
class DigestTableTest {
    private static final List<Integer> WIDTHS = List.of(1, 32, 32 * 32, 32 * 32 * 32);

    private static String id(int number) {
        return GraphIds.entity("inst", "thing", "t" + number);
    }

    private static DigestTable of(List<Integer> numbers) {
        DigestTable table = new DigestTable();
        numbers.forEach(number -> table.add(id(number), id(number), "hash" + number));
        return table;
    }

    @Test
    void theOrderInWhichThingsComeMakesNoDifference() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            numbers.add(i);
        }
        DigestTable inOrder = of(numbers);
        Collections.shuffle(numbers, new Random(1));

        for (int width : WIDTHS) {
            assertThat(RangeState.differing(inOrder, of(numbers), width)).isEmpty();
        }
        assertThat(inOrder.count()).isEqualTo(2_000);
    }

    @Test
    void whatIsTakenAwayAgainLeavesNoTrace() {
        DigestTable table = of(List.of(1, 2, 3));
        table.add(id(4), id(4), "hash");
        table.remove(id(4), id(4), "hash");

        assertThat(RangeState.differing(table, of(List.of(1, 2, 3)), 1)).isEmpty();
    }

    @Test
    void oneChangeShowsInItsRangeAndNoOther() {
        Random random = new Random(2);
        List<Integer> numbers = random.ints(500, 0, 100_000).distinct().boxed().toList();
        for (int i = 0; i < 50; i++) {
            int changed = numbers.get(random.nextInt(numbers.size()));
            DigestTable other = of(numbers);
            other.remove(id(changed), id(changed), "hash" + changed);
            if (random.nextBoolean()) {
                other.add(id(changed), id(changed), "other");
            }
            for (int width : WIDTHS) {
                assertThat(RangeState.differing(of(numbers), other, width))
                        .singleElement()
                        .satisfies(range -> {
                            assertThat(range.to() - range.from()).isEqualTo(width);
                            assertThat(id(changed)).isBetween(range.low(), range.high());
                        });
            }
        }
    }

    @Test
    void twoThingsThatSwapTheirContentShow() {
        DigestTable one = new DigestTable();
        one.add("aaa1", "aaa1", "x");
        one.add("aaa2", "aaa2", "y");
        DigestTable swapped = new DigestTable();
        swapped.add("aaa1", "aaa1", "y");
        swapped.add("aaa2", "aaa2", "x");

        assertThat(RangeState.differing(one, swapped, 1)).hasSize(1);
    }

    @Test
    void everyIdLiesInExactlyOneRangeOfEachWidth() {
        for (int i = 0; i < 3_000; i++) {
            String id = id(i);
            for (int width : WIDTHS) {
                int from = IdRange.indexOf(id) / width * width;
                IdRange range = new IdRange(from, from + width);
                assertThat(id.compareTo(range.low())).isNotNegative();
                assertThat(id.compareTo(range.high())).isNegative();
            }
        }
    }

    @Test
    void neighbouringRangesAreReadAsOne() {
        BitSet ranges = new BitSet();
        ranges.set(0, 4);
        ranges.set(10);
        ranges.set(64, 96);

        assertThat(IdRange.of(ranges)).containsExactly(new IdRange(0, 4), new IdRange(10, 11), new IdRange(64, 96));
    }
}
