package dev.outrank.ranking.rank;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.FloatArray;
import dev.outrank.ranking.json.IdBudget;
import dev.outrank.ranking.json.IntArray;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JaggedLengths;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.LongArray;
import dev.outrank.ranking.json.NumberArray;
import dev.outrank.ranking.json.ObjectFields;
import dev.outrank.ranking.json.Shapes;
import dev.outrank.ranking.memory.RequestArrays;
import dev.outrank.ranking.request.RankingRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A sparse feature: a bag of ids for each row.
 *
 * <p>A bag is {@code [7, 9]}, a bare {@code 7} where it has one id, or {@code {"ids": [7, 9], "weights": [0.5, 2]}} where the feature is weighted.
 */
final class SparseColumn implements FeatureColumn {

    private static final int FIRST_CAPACITY = 16;

    private final int index;
    private final SparseFeature feature;
    private final IdBudget budget;
    private final RequestArrays arrays;
    private final LongArray ids;
    private final @Nullable FloatArray weights;

    /** The offset of every row's end, and of the first row's begin. */
    private IntArray ends;

    SparseColumn(int index, SparseFeature feature, IdBudget budget, RequestArrays arrays) {
        this.index = index;
        this.feature = feature;
        this.budget = budget;
        this.arrays = arrays;
        this.ids = new LongArray(arrays, FIRST_CAPACITY);
        this.weights = feature.weighted() ? new FloatArray(arrays, FIRST_CAPACITY) : null;
        this.ends = new IntArray(arrays, FIRST_CAPACITY);
        ends.add(0);
    }

    @Override
    public String name() {
        return feature.name();
    }

    @Override
    public int rows() {
        return ends.size() - 1;
    }

    @Override
    public void readRow(JsonParser parser) {
        int before = ids.size();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            readObject(parser, "ids", null);
        } else if (weights != null) {
            throw JsonValues.refused(
                    parser, FieldPath::of, "{\"ids\": […], \"weights\": […]}, since the feature is weighted");
        } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            ids.add(JsonValues.requireInt64(parser, FieldPath::of));
        } else {
            ids.readAll(parser, FieldPath::of);
        }
        budget.spend(ids.size() - before);
        ends.add(ids.size());
    }

    @Override
    public void readColumn(JsonParser parser) {
        JsonValues.requireObject(parser, FieldPath::of);
        IntArray lengths = new IntArray(arrays, FIRST_CAPACITY);
        readObject(parser, "values", lengths);
        budget.spend(ids.size());
        String path = FieldPath.of(parser);
        int bags = lengths.size();
        lengths.add(0);
        JaggedLengths.toOffsetsInPlace(lengths.backing(), bags, ids.size(), path + ".lengths", path + ".values");
        ends = lengths;
    }

    @Override
    public void addTo(RankingRequest.Builder request) {
        request.sparse(
                index, new Bags(rows(), ends.backing(), ids.backing(), weights == null ? null : weights.backing()));
    }

    /** Reads ids, weights and lengths (where asked for) from the object at the cursor, each once, in any order. */
    private void readObject(JsonParser parser, String idsName, @Nullable IntArray lengths) {
        int before = ids.size();
        ObjectFields fields = new ObjectFields(parser);
        for (String name = fields.next(); name != null; name = fields.next()) {
            target(parser, name, idsName, lengths).readAll(parser, FieldPath::of);
        }
        fields.require(idsName);
        if (lengths != null) {
            fields.require("lengths");
        }
        if (weights != null) {
            fields.require("weights");
            checkWeights(parser, idsName, ids.size() - before);
        }
    }

    private NumberArray target(JsonParser parser, String name, String idsName, @Nullable IntArray lengths) {
        if (name.equals(idsName)) {
            return ids;
        }
        if (name.equals("weights") && weights != null) {
            return weights;
        }
        if (name.equals("lengths") && lengths != null) {
            return lengths;
        }
        String problem = name.equals("weights") ? "weights of a feature without weights" : "unknown";
        throw new InvalidFieldException(
                FieldPath.of(parser),
                problem + " (expected: '" + idsName + "'" + (lengths == null ? "" : ", 'lengths'")
                        + (weights == null ? "" : ", 'weights'") + ")");
    }

    private void checkWeights(JsonParser parser, String idsName, int newIds) {
        if (weights != null && weights.size() != ids.size()) {
            int newWeights = weights.size() - (ids.size() - newIds);
            throw new InvalidFieldException(
                    FieldPath.of(parser) + ".weights",
                    "shape " + Shapes.text((long) newWeights) + " (expected: " + Shapes.text((long) newIds) + ", as '"
                            + idsName + "')");
        }
    }
}
