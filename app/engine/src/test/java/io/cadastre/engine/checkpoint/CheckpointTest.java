package io.cadastre.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a sync leaves to the next. */
class CheckpointTest {
    private static final String SAME = Checkpoint.listing("step", "same", "scope");
    private static final String CHANGED = Checkpoint.listing("step", "changed", "scope");
    private static final String POSITION = "feed/position";

    @Test
    @DisplayName("17: what a holding sync saw changed is read again, whatever it is asked by, and a feed begins again")
    void aHoldingSyncLeavesWhatStayedTheSame() {
        Checkpoint checkpoint = new Checkpoint(Map.of(SAME, "1", CHANGED, "1", POSITION, "10"));
        checkpoint.keep(SAME, "1");
        checkpoint.keep(CHANGED, "2");
        checkpoint.keep(POSITION, "20");

        checkpoint.beginAgain();

        assertThat(checkpoint.values()).containsExactlyInAnyOrderEntriesOf(Map.of(SAME, "1", POSITION, "10"));
    }

    @Test
    void listingsThatAreNotReadAnyMoreAreForgotten() {
        Checkpoint checkpoint = new Checkpoint(Map.of(SAME, "1", CHANGED, "1", POSITION, "10"));
        checkpoint.keep(CHANGED, "2");

        assertThat(checkpoint.values()).containsExactlyInAnyOrderEntriesOf(Map.of(CHANGED, "2", POSITION, "10"));
    }
}
