package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.ObjectFields;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads {@code outputs}: which of the model's outputs the caller wants. */
final class OutputSelection {

    private OutputSelection() {}

    /** Returns the names in the array at the cursor; all of the model's where it is empty. */
    static List<String> read(JsonParser parser, List<String> ofModel) {
        JsonValues.requireArray(parser, FieldPath::of);
        List<String> selected = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readOutput(parser, ofModel, selected);
        }
        return selected.isEmpty() ? ofModel : selected;
    }

    private static void readOutput(JsonParser parser, List<String> ofModel, List<String> selected) {
        ObjectFields fields = new ObjectFields(parser);
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "name" -> selected.add(readName(parser, ofModel, selected));
                case "parameters" -> parser.skipChildren();
                default ->
                    throw new InvalidFieldException(FieldPath.of(parser), "unknown (expected: 'name' or 'parameters')");
            }
        }
        fields.require("name");
    }

    private static String readName(JsonParser parser, List<String> ofModel, List<String> selected) {
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
}
