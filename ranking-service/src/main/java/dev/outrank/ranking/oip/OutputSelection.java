package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.ObjectFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads which of the model's outputs the caller wants, in which form, and whether a degraded answer will do:
 * {@code outputs} and the request's {@code parameters}. Used once. */
final class OutputSelection {

    private static final String BINARY_DATA_OUTPUT = "binary_data_output";
    private static final String ALLOW_DEGRADED = "allow_degraded";
    private static final String BINARY_DATA = "binary_data";

    private static final Set<String> OF_REQUEST = Set.of(BINARY_DATA_OUTPUT, ALLOW_DEGRADED);
    private static final Set<String> OF_OUTPUT = Set.of(BINARY_DATA);

    private final List<String> ofModel;
    private final List<String> selected = new ArrayList<>(2);
    private final List<@Nullable Boolean> forms = new ArrayList<>(2);
    private boolean binaryByDefault;
    private boolean allowDegraded = true;

    OutputSelection(List<String> ofModel) {
        this.ofModel = ofModel;
    }

    /** Returns the names selected; all of the model's where there are none. */
    List<String> names() {
        return selected.isEmpty() ? ofModel : selected;
    }

    /** Returns the names of those that are to come as bytes. */
    Set<String> binary() {
        if (!binaryByDefault && !forms.contains(true)) {
            return Set.of();
        }
        Set<String> binary = new HashSet<>(names());
        for (int i = 0; i < selected.size(); i++) {
            Boolean own = forms.get(i);
            if (own == null ? !binaryByDefault : !own) {
                binary.remove(selected.get(i));
            }
        }
        return binary;
    }

    /** Returns whether an answer is wanted in which default rows stand in. */
    boolean allowsDegraded() {
        return allowDegraded;
    }

    /** Reads the request's parameters at the cursor. */
    void readParameters(JsonParser parser) {
        Map<String, Boolean> flags = readFlags(parser, OF_REQUEST);
        binaryByDefault = flags.getOrDefault(BINARY_DATA_OUTPUT, false);
        allowDegraded = flags.getOrDefault(ALLOW_DEGRADED, true);
    }

    /** Reads the array of outputs at the cursor. */
    void readOutputs(JsonParser parser) {
        JsonValues.requireArray(parser, FieldPath::of);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readOutput(parser);
        }
    }

    private void readOutput(JsonParser parser) {
        Boolean binary = null;
        ObjectFields fields = new ObjectFields(parser);
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "name" -> selected.add(readName(parser));
                case "parameters" -> binary = readFlags(parser, OF_OUTPUT).get(BINARY_DATA);
                default ->
                    throw new InvalidFieldException(FieldPath.of(parser), "unknown (expected: 'name' or 'parameters')");
            }
        }
        fields.require("name");
        forms.add(binary);
    }

    private String readName(JsonParser parser) {
        String name = JsonValues.requireString(parser, FieldPath::of);
        if (!ofModel.contains(name)) {
            throw new InvalidFieldException(
                    FieldPath.of(parser),
                    "unknown output " + Excerpt.quoted(name) + " (expected: one of " + ofModel + ")");
        }
        if (selected.contains(name)) {
            throw new InvalidFieldException(
                    FieldPath.of(parser), "output " + Excerpt.quoted(name) + " occurs twice (expected: once)");
        }
        return name;
    }

    /** Returns those booleans of the parameters at the cursor that are there; other parameters have no effect. */
    private static Map<String, Boolean> readFlags(JsonParser parser, Set<String> flags) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Map.of();
        }
        Map<String, Boolean> values = new HashMap<>();
        for (String name = JsonValues.nextName(parser); name != null; name = JsonValues.nextName(parser)) {
            parser.nextToken();
            if (flags.contains(name)) {
                values.put(name, JsonValues.requireBoolean(parser, FieldPath::of));
            } else {
                parser.skipChildren();
            }
        }
        return values;
    }
}
