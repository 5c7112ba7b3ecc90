package dev.outrank.workbench.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.workbench.CommandRun;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The binary tensor data extension as its specification has it, on the example model. */
final class OipBinaryTests {

    private final GeneratedRequest request = RequestGenerator.of(
                    Bundle.open(CommandRun.CLICKS).manifest(), Map.of(), 3)
            .request(1, 4, EmptyBags.EVERY_THIRD);
    private final BinaryBody body = OipBinary.write(request, "a-17");
    private final JsonNode header = JsonMapper.shared().readTree(body.bytes(), 0, body.headerLength());

    @Test
    void namesEachTensorWithItsBytesInPlaceOfData() {
        assertThat(header.required("id").asString()).isEqualTo("a-17");
        assertThat(header.required("parameters").required("binary_data_output").asBoolean())
                .isTrue();
        JsonNode json = JsonMapper.shared().readTree(OipJson.write(request, "a-17"));
        assertThat(header.required("inputs").size())
                .isEqualTo(json.required("inputs").size());
        for (int i = 0; i < json.required("inputs").size(); i++) {
            JsonNode binary = header.required("inputs").required(i);
            JsonNode plain = json.required("inputs").required(i);
            for (String member : new String[] {"name", "datatype", "shape"}) {
                assertThat(binary.required(member)).isEqualTo(plain.required(member));
            }
            assertThat(binary.has("data")).isFalse();
            int width = binary.required("datatype").asString().equals("INT64") ? 8 : 4;
            assertThat(binary.required("parameters")
                            .required("binary_data_size")
                            .asInt())
                    .isEqualTo(width * plain.required("data").size());
        }
    }

    @Test
    void putsLittleEndianNumbersBehindTheHeaderInItsOrder() {
        ByteBuffer data =
                ByteBuffer.wrap(body.bytes()).order(ByteOrder.LITTLE_ENDIAN).position(body.headerLength());
        for (JsonNode input : header.required("inputs")) {
            String name = input.required("name").asString();
            if (name.endsWith(".values")) {
                Bags bags = request.sparse(name.substring(0, name.length() - ".values".length()));
                for (int i = 0; i < bags.idCount(); i++) {
                    assertThat(data.getLong()).as(name).isEqualTo(bags.ids()[i]);
                }
            } else if (name.endsWith(".lengths")) {
                Bags bags = request.sparse(name.substring(0, name.length() - ".lengths".length()));
                for (int bag = 0; bag < bags.bagCount(); bag++) {
                    assertThat(data.getInt()).as(name).isEqualTo(bags.length(bag));
                }
            } else {
                for (float number : request.dense(name)) {
                    assertThat(data.getFloat()).as(name).isEqualTo(number);
                }
            }
        }
        assertThat(data.hasRemaining()).isFalse();
    }
}
