package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.ObjectFields;
import dev.outrank.ranking.json.RequestJson;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.ServedModel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one body of {@code infer} in one pass, straight into primitive arrays. Used once. */
final class InferenceRequestDecoder {

    private final byte[] body;
    private final ServedModel model;
    private final TensorCatalog catalog;
    private final ReceivedTensors tensors;
    private List<String> outputs;
    private @Nullable String id;

    private InferenceRequestDecoder(byte[] body, ServedModel model, TensorCatalog catalog, DecodeLimits limits) {
        this.body = body;
        this.model = model;
        this.catalog = catalog;
        this.tensors = new ReceivedTensors(catalog, limits);
        this.outputs = model.manifest().outputs();
    }

    /**
     * Returns the request that a body holds.
     *
     * @throws dev.outrank.bundle.failure.CallerException if it does not fit the model or the limits
     */
    static InferenceRequest decode(
            byte[] body, ServedModel model, TensorCatalog catalog, Deadline deadline, DecodeLimits limits) {
        InferenceRequestDecoder decoder = new InferenceRequestDecoder(body, model, catalog, limits);
        return RequestJson.decode(body, parser -> decoder.readBody(parser, deadline));
    }

    private InferenceRequest readBody(JsonParser parser, Deadline deadline) {
        ObjectFields fields = new ObjectFields(parser);
        for (String name = fields.next(); name != null; name = fields.next()) {
            readField(parser, name);
        }
        fields.require("inputs");
        return new InferenceRequest(tensors.toRequest(model.manifest(), deadline), id, outputs);
    }

    private void readField(JsonParser parser, String name) {
        boolean absent = parser.currentToken() == JsonToken.VALUE_NULL;
        switch (name) {
            case "inputs" -> readInputs(parser);
            case "id" -> id = absent ? null : JsonValues.requireString(parser, FieldPath::of);
            case "outputs" -> outputs = absent ? outputs : OutputSelection.read(parser, outputs);
            case "parameters" -> parser.skipChildren();
            case "model_name" -> requireSame(parser, absent, model.name());
            case "model_version" -> requireSame(parser, absent, model.version());
            default ->
                throw new InvalidFieldException(
                        FieldPath.of(parser), "unknown (expected: 'id', 'inputs', 'outputs' or 'parameters')");
        }
    }

    private void readInputs(JsonParser parser) {
        JsonValues.requireArray(parser, FieldPath::of);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            tensors.add(new TensorReader(body, catalog).read(parser));
        }
    }

    /** Some clients repeat the path in the body. */
    private static void requireSame(JsonParser parser, boolean absent, String expected) {
        if (!absent && !JsonValues.requireString(parser, FieldPath::of).equals(expected)) {
            throw JsonValues.refused(parser, FieldPath::of, Excerpt.quoted(expected) + ", as in the path");
        }
    }
}
