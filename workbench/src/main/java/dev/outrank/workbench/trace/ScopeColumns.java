package dev.outrank.workbench.trace;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The columns of all features of one scope. Not thread-safe. */
final class ScopeColumns {

    private static final int SHOWN_NAMES = 20;

    private final Map<String, FeatureColumn> byName = new LinkedHashMap<>();
    private final CandidateNames names;

    ScopeColumns(Manifest manifest, Scope scope, CandidateNames names) {
        this.names = names;
        manifest.features().dense().stream()
                .filter(feature -> feature.scope() == scope)
                .forEach(feature -> byName.put(feature.name(), new DenseColumn(feature)));
        manifest.features().sparse().stream()
                .filter(feature -> feature.scope() == scope)
                .forEach(feature -> byName.put(feature.name(), new SparseColumn(feature)));
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    void clear() {
        byName.values().forEach(FeatureColumn::clear);
    }

    /** Reads the object at the cursor, one evaluation of every feature. */
    void readRow(JsonParser parser, int row) {
        LineJson.requireObject(parser);
        for (String name = LineJson.nextProperty(parser); name != null; name = LineJson.nextProperty(parser)) {
            if (names.isName(name)) {
                names.readRow(parser, row);
                continue;
            }
            FeatureColumn column = named(name, parser);
            if (column.rows() > row) {
                throw LineJson.twice(parser);
            }
            column.readRow(parser);
        }
        requireRows(row + 1, parser);
    }

    /** Reads the array at the cursor, an object for each evaluation, and returns their number. */
    int readRows(JsonParser parser) {
        int row = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readRow(parser, row);
            row++;
        }
        return row;
    }

    /** Reads the object at the cursor, an array for each feature, and returns the number of evaluations. */
    int readColumns(JsonParser parser) {
        Set<String> seen = new HashSet<>();
        int rows = -1;
        for (String name = LineJson.nextProperty(parser); name != null; name = LineJson.nextProperty(parser)) {
            if (!seen.add(name)) {
                throw LineJson.twice(parser);
            }
            int length = names.isName(name) ? names.readColumn(parser) : readColumn(named(name, parser), parser);
            if (rows >= 0 && length != rows) {
                throw LineJson.refused(LineJson.path(parser), length + " candidates", rows + ", as before it");
            }
            rows = length;
        }
        requireAll(seen, parser);
        return Math.max(0, rows);
    }

    private static int readColumn(FeatureColumn column, JsonParser parser) {
        column.readColumn(parser);
        return column.rows();
    }

    private void requireAll(Set<String> seen, JsonParser parser) {
        for (String name : byName.keySet()) {
            if (!seen.contains(name)) {
                throw LineJson.refused(LineJson.path(parser) + "." + name, "missing", "a column");
            }
        }
    }

    private FeatureColumn named(String name, JsonParser parser) {
        FeatureColumn column = byName.get(name);
        if (column == null) {
            throw LineJson.refused(
                    LineJson.path(parser),
                    "unknown",
                    "one of " + byName.keySet().stream().limit(SHOWN_NAMES).toList());
        }
        return column;
    }

    private void requireRows(int rows, JsonParser parser) {
        for (FeatureColumn column : byName.values()) {
            if (column.rows() < rows) {
                throw LineJson.refused(LineJson.path(parser) + "." + column.name(), "missing", "a value");
            }
        }
    }

    void addTo(Map<String, float[]> dense, Map<String, Bags> sparse) {
        for (FeatureColumn column : byName.values()) {
            switch (column) {
                case DenseColumn numbers -> dense.put(numbers.name(), numbers.values());
                case SparseColumn bags -> sparse.put(bags.name(), bags.bags());
            }
        }
    }
}
