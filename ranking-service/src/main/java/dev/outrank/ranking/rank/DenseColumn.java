package dev.outrank.ranking.rank;

import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.FloatArray;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.NumberArrays;
import dev.outrank.ranking.json.Shapes;
import dev.outrank.ranking.memory.RequestArrays;
import dev.outrank.ranking.request.RankingRequest;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A dense feature: {@code [rows, width]} float32. A row is an array of {@code width} numbers, or a bare number where the width is 1. */
final class DenseColumn implements FeatureColumn {

    private final int index;
    private final DenseFeature feature;
    private final FloatArray values;
    private int rows;

    DenseColumn(int index, DenseFeature feature, RequestArrays arrays) {
        this.index = index;
        this.feature = feature;
        this.values = new FloatArray(arrays, feature.width());
    }

    @Override
    public String name() {
        return feature.name();
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public void readRow(JsonParser parser) {
        int before = values.size();
        if (feature.width() == 1 && parser.currentToken() != JsonToken.START_ARRAY) {
            values.add(JsonValues.requireFloat32(parser, FieldPath::of));
        } else {
            values.readAll(parser, FieldPath::of);
        }
        int width = values.size() - before;
        if (width != feature.width()) {
            throw new InvalidFieldException(
                    FieldPath.of(parser),
                    "shape " + Shapes.text((long) width) + " (expected: " + Shapes.text((long) feature.width()) + ")");
        }
        rows++;
    }

    @Override
    public void readColumn(JsonParser parser) {
        int[] shape = NumberArrays.readInto(parser, FieldPath::of, values);
        boolean flat = shape.length == 1 && (shape[0] == 0 || feature.width() == 1);
        if (!flat && (shape.length != 2 || shape[1] != feature.width())) {
            throw new InvalidFieldException(
                    FieldPath.of(parser),
                    "shape " + Shapes.text(shape) + " (expected: [candidates, " + feature.width() + "])");
        }
        rows = shape[0];
    }

    @Override
    public void addTo(RankingRequest.Builder request) {
        request.dense(index, values.backing(), values.size());
    }
}
