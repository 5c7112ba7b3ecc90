package dev.outrank.workbench.trace;

import dev.outrank.bundle.manifest.DenseFeature;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A dense feature, {@code [rows, width]}. A row is an array of {@code width} numbers, or a bare number where the width is 1. */
final class DenseColumn implements FeatureColumn {

    private final DenseFeature feature;
    private final Float32Array values = new Float32Array();
    private int rows;

    DenseColumn(DenseFeature feature) {
        this.feature = feature;
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
    public void clear() {
        values.clear();
        rows = 0;
    }

    @Override
    public void readRow(JsonParser parser) {
        int before = values.size();
        if (feature.width() == 1 && parser.currentToken() != JsonToken.START_ARRAY) {
            values.add(LineJson.float32(parser));
        } else {
            values.readAll(parser);
        }
        int width = values.size() - before;
        if (width != feature.width()) {
            throw LineJson.refused(LineJson.path(parser), width + " numbers", feature.width() + "");
        }
        rows++;
    }

    @Override
    public void readColumn(JsonParser parser) {
        LineJson.requireArray(parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readRow(parser);
        }
    }

    float[] values() {
        return values.copy();
    }
}
