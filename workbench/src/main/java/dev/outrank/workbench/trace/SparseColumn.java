package dev.outrank.workbench.trace;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.SparseFeature;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A sparse feature: a bag of ids for each row.
 *
 * <p>A bag is {@code [7, 9]}, a bare {@code 7} where it has one id, or {@code {"ids": [7, 9], "weights": [0.5, 2]}} where the feature is weighted;
 * all bags at once are {@code {"values": [7, 9], "lengths": [2, 0]}}, with {@code weights} where weighted.
 */
final class SparseColumn implements FeatureColumn {

    private final SparseFeature feature;
    private final Int64Array ids = new Int64Array();
    private final Int64Array lengths = new Int64Array();
    private final Float32Array weights = new Float32Array();

    SparseColumn(SparseFeature feature) {
        this.feature = feature;
    }

    @Override
    public String name() {
        return feature.name();
    }

    @Override
    public int rows() {
        return lengths.size();
    }

    @Override
    public void clear() {
        ids.clear();
        lengths.clear();
        weights.clear();
    }

    @Override
    public void readRow(JsonParser parser) {
        int before = ids.size();
        if (feature.weighted()) {
            readObject(parser, "ids", false);
        } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            ids.add(LineJson.int64(parser));
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            readObject(parser, "ids", false);
        } else {
            ids.readAll(parser);
        }
        lengths.add(ids.size() - before);
    }

    @Override
    public void readColumn(JsonParser parser) {
        readObject(parser, "values", true);
        long sum = 0;
        for (int bag = 0; bag < lengths.size(); bag++) {
            long length = lengths.get(bag);
            if (length < 0 || length > ids.size()) {
                throw LineJson.refused(
                        LineJson.path(parser) + ".lengths[" + bag + "]", length + "", "0 to the number of values");
            }
            sum += length;
        }
        if (sum != ids.size()) {
            throw LineJson.refused(
                    LineJson.path(parser) + ".lengths", "sum " + sum, ids.size() + ", the number of values");
        }
    }

    /** Reads ids, weights and lengths (where asked for) from the object at the cursor, each once, in any order. */
    private void readObject(JsonParser parser, String idsName, boolean withLengths) {
        LineJson.requireObject(parser);
        boolean idsRead = false;
        boolean lengthsRead = !withLengths;
        boolean weightsRead = !feature.weighted();
        for (String name = LineJson.nextProperty(parser); name != null; name = LineJson.nextProperty(parser)) {
            if (name.equals(idsName) && !idsRead) {
                ids.readAll(parser);
                idsRead = true;
            } else if (name.equals("lengths") && !lengthsRead) {
                lengths.readAll(parser);
                lengthsRead = true;
            } else if (name.equals("weights") && !weightsRead) {
                weights.readAll(parser);
                weightsRead = true;
            } else {
                throw LineJson.refused(
                        LineJson.path(parser),
                        "unknown or given twice",
                        "'" + idsName + "'" + (withLengths ? ", 'lengths'" : "")
                                + (feature.weighted() ? ", 'weights'" : "") + ", each once");
            }
        }
        String path = LineJson.path(parser);
        if (!idsRead || !lengthsRead || !weightsRead) {
            String missing = !idsRead ? idsName : !lengthsRead ? "lengths" : "weights";
            throw LineJson.refused(path + "." + missing, "missing", "an array");
        }
        if (feature.weighted() && weights.size() != ids.size()) {
            throw LineJson.refused(path + ".weights", weights.size() + "", ids.size() + ", one an id");
        }
    }

    Bags bags() {
        int[] sizes = new int[lengths.size()];
        for (int bag = 0; bag < sizes.length; bag++) {
            sizes[bag] = (int) lengths.get(bag);
        }
        return Bags.ofLengths(sizes, ids.copy(), feature.weighted() ? weights.copy() : null);
    }
}
