package dev.outrank.ranking.json;

import dev.outrank.ranking.request.ScoreTensor;
import tools.jackson.core.JsonGenerator;

/** Writes scores; JSON has no word for a NaN or an infinity, so they are refused. */
public final class JsonScores {

    private JsonScores() {}

    /** Writes the values of a tensor as the elements of the array that the generator is in, row-major. */
    public static void writeValues(JsonGenerator json, ScoreTensor scores) {
        float[] values = scores.values();
        for (int i = 0; i < values.length; i++) {
            requireFinite(scores.name(), i, values[i]);
            json.writeNumber(values[i]);
        }
    }

    /** Refuses a score that is not finite. */
    public static void requireFinite(String output, int index, float value) {
        if (!Float.isFinite(value)) {
            throw new NonFiniteScoreException(output, index, value);
        }
    }
}
