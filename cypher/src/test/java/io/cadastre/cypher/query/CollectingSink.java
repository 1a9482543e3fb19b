package io.cadastre.cypher.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps all rows, for tests with few of them. */
final class CollectingSink implements RowSink {
    List<String> columns = List.of();
    final List<List<@Nullable Object>> rows = new ArrayList<>();

    @Override
    public void columns(List<String> names) {
        columns = names;
    }

    @Override
    public boolean row(List<@Nullable Object> values) {
        rows.add(values);
        return true;
    }

    /** The value of an answer that has one row and one column. */
    @Nullable
    Object only() {
        if (rows.size() != 1 || rows.getFirst().size() != 1) {
            throw new AssertionError("Not one value: " + rows);
        }
        return rows.getFirst().getFirst();
    }
}
