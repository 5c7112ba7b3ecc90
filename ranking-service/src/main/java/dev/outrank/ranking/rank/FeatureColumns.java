package dev.outrank.ranking.rank;

import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.IdBudget;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.memory.RequestArrays;
import dev.outrank.ranking.request.RankingRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** The columns of all features of one scope, for one request. Not thread-safe. */
final class FeatureColumns {

    private final Map<String, FeatureColumn> byName = new LinkedHashMap<>();
    private final Manifest manifest;
    private final Scope scope;

    FeatureColumns(Manifest manifest, Scope scope, IdBudget budget, RequestArrays arrays) {
        this.manifest = manifest;
        this.scope = scope;
        List<DenseFeature> dense = manifest.features().dense();
        for (int i = 0; i < dense.size(); i++) {
            if (dense.get(i).scope() == scope) {
                byName.put(dense.get(i).name(), new DenseColumn(i, dense.get(i), arrays));
            }
        }
        List<SparseFeature> sparse = manifest.features().sparse();
        for (int i = 0; i < sparse.size(); i++) {
            if (sparse.get(i).scope() == scope) {
                byName.put(sparse.get(i).name(), new SparseColumn(i, sparse.get(i), budget, arrays));
            }
        }
    }

    int size() {
        return byName.size();
    }

    Collection<FeatureColumn> all() {
        return byName.values();
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Returns the column of the feature that the parser has come to by name, or refuses the name. */
    FeatureColumn named(String name, JsonParser parser) {
        FeatureColumn column = byName.get(name);
        if (column == null) {
            throw new InvalidFieldException(FieldPath.of(parser), "unknown (expected: " + expected(name) + ")");
        }
        return column;
    }

    /** Refuses a row at whose end a column has fewer than {@code rows} rows. */
    void requireRows(int rows, String path) {
        for (FeatureColumn column : byName.values()) {
            if (column.rows() < rows) {
                throw new InvalidFieldException(
                        path + "." + column.name(), "missing (expected: a value for every feature of " + place() + ")");
            }
        }
    }

    void addTo(RankingRequest.Builder request) {
        byName.values().forEach(column -> column.addTo(request));
    }

    private String expected(String name) {
        if (otherScopeHas(name)) {
            return "in " + (scope == Scope.REQUEST ? "'candidates'" : "'context'") + ", since '" + name + "' has "
                    + (scope == Scope.REQUEST ? "candidate" : "request") + " scope";
        }
        return "one of " + byName.keySet().stream().limit(20).toList()
                + (scope == Scope.CANDIDATE ? ", or '" + CandidateIds.FIELD + "'" : "");
    }

    private boolean otherScopeHas(String name) {
        return manifest.features().dense().stream()
                        .anyMatch(feature -> feature.name().equals(name))
                || manifest.features().sparse().stream()
                        .anyMatch(feature -> feature.name().equals(name));
    }

    private String place() {
        return switch (scope) {
            case REQUEST -> "request scope";
            case CANDIDATE -> "candidate scope";
        };
    }

    /** Returns the first column, or null where the scope has no features. */
    @Nullable
    FeatureColumn first() {
        return byName.isEmpty() ? null : byName.values().iterator().next();
    }
}
