package dev.outrank.ranking.oip;

import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.ObjectFields;
import dev.outrank.ranking.json.RequestJson;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.ServedModel;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one body of {@code infer} in one pass, straight into primitive arrays. Used once. */
final class InferenceRequestDecoder {

    private final TensorSource source;
    private final ServedModel model;
    private final ReceivedTensors tensors;
    private final OutputSelection outputs;
    private @Nullable String id;

    private InferenceRequestDecoder(TensorSource source, ServedModel model, ReceivedTensors tensors) {
        this.source = source;
        this.model = model;
        this.tensors = tensors;
        this.outputs = new OutputSelection(model.manifest().outputs());
    }

    /**
     * Returns the request that a body holds.
     *
     * @param jsonBytes the bytes of its JSON, with which it begins; the rest are binary tensors
     * @throws dev.outrank.bundle.failure.CallerException if it does not fit the model or the limits
     */
    static InferenceRequest decode(
            ReceivedBody body,
            int jsonBytes,
            ServedModel model,
            TensorCatalog catalog,
            Deadline deadline,
            DecodeLimits limits,
            RequestMemory memory) {
        byte[] json = body.head(jsonBytes, memory.arrays());
        TensorSource source =
                new TensorSource(catalog, json, jsonBytes, new BinaryTail(body, jsonBytes), memory.arrays());
        ReceivedTensors tensors = catalog.borrow(limits);
        try {
            InferenceRequestDecoder decoder = new InferenceRequestDecoder(source, model, tensors);
            return RequestJson.decode(json, jsonBytes, parser -> decoder.readBody(parser, deadline, memory));
        } finally {
            catalog.giveBack(tensors);
            memory.arrays().giveBack(json);
        }
    }

    private InferenceRequest readBody(JsonParser parser, Deadline deadline, RequestMemory memory) {
        ObjectFields fields = new ObjectFields(parser);
        for (String name = fields.next(); name != null; name = fields.next()) {
            readField(parser, name);
        }
        fields.require("inputs");
        source.tail().requireEnd();
        return new InferenceRequest(
                tensors.toRequest(model.manifest(), deadline, outputs.allowsDegraded(), memory),
                id,
                outputs.names(),
                outputs.binary());
    }

    private void readField(JsonParser parser, String name) {
        boolean absent = parser.currentToken() == JsonToken.VALUE_NULL;
        switch (name) {
            case "inputs" -> readInputs(parser);
            case "id" -> id = absent ? null : JsonValues.requireString(parser, FieldPath::of);
            case "outputs" -> {
                if (!absent) {
                    outputs.readOutputs(parser);
                }
            }
            case "parameters" -> outputs.readParameters(parser);
            case "model_name" -> requireSame(parser, absent, model.name());
            case "model_version" -> requireSame(parser, absent, model.version());
            default ->
                throw new InvalidFieldException(
                        FieldPath.of(parser), "unknown (expected: 'id', 'inputs', 'outputs' or 'parameters')");
        }
    }

    private void readInputs(JsonParser parser) {
        JsonValues.requireArray(parser, FieldPath::of);
        ObjectFields fields = null;
        TensorReader reader = new TensorReader(source, tensors);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (fields == null) {
                fields = new ObjectFields(parser);
            } else {
                fields.begin();
            }
            reader.read(parser, fields);
        }
    }

    /** Some clients repeat the path in the body. */
    private static void requireSame(JsonParser parser, boolean absent, String expected) {
        if (!absent && !JsonValues.requireString(parser, FieldPath::of).equals(expected)) {
            throw JsonValues.refused(parser, FieldPath::of, Excerpt.quoted(expected) + ", as in the path");
        }
    }
}
