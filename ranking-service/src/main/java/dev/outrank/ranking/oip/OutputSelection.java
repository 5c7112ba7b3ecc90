package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.ObjectFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads which of the model's outputs the caller wants, and in which form: {@code outputs} and the request's {@code parameters}. Used once. */
final class OutputSelection {

    private final List<String> ofModel;
    private final List<String> selected = new ArrayList<>(2);
    private final List<@Nullable Boolean> forms = new ArrayList<>(2);
    private boolean binaryByDefault;

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

    /** Reads the request's parameters at the cursor. */
    void readParameters(JsonParser parser) {
        Boolean binary = readFlag(parser, "binary_data_output");
        binaryByDefault = binary != null && binary;
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
                case "parameters" -> binary = readFlag(parser, "binary_data");
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

    /** Returns one boolean of the parameters at the cursor, or null where it is not there; the others have no effect. */
    private static @Nullable Boolean readFlag(JsonParser parser, String flag) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        Boolean value = null;
        for (String name = JsonValues.nextName(parser); name != null; name = JsonValues.nextName(parser)) {
            parser.nextToken();
            if (name.equals(flag)) {
                value = JsonValues.requireBoolean(parser, FieldPath::of);
            } else {
                parser.skipChildren();
            }
        }
        return value;
    }
}
