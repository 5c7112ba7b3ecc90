package dev.outrank.workbench.requests;

import dev.outrank.bundle.bags.Bags;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes the arrays of requests as JSON. */
final class JsonBytes {

    private JsonBytes() {}

    static byte[] write(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(bytes)) {
            content.accept(json);
        }
        return bytes.toByteArray();
    }

    static void numbers(JsonGenerator json, float[] values, int from, int to) {
        json.writeStartArray();
        for (int i = from; i < to; i++) {
            json.writeNumber(values[i]);
        }
        json.writeEndArray();
    }

    static void ids(JsonGenerator json, Bags bags, int from, int to) {
        json.writeStartArray();
        for (int i = from; i < to; i++) {
            json.writeNumber(bags.ids()[i]);
        }
        json.writeEndArray();
    }

    static void lengths(JsonGenerator json, Bags bags) {
        json.writeStartArray();
        for (int bag = 0; bag < bags.bagCount(); bag++) {
            json.writeNumber(bags.length(bag));
        }
        json.writeEndArray();
    }
}
