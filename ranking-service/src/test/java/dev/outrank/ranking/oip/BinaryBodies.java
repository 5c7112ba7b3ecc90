package dev.outrank.ranking.oip;

import dev.outrank.ranking.http.FakeServedModel;
import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.http.TestModels;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A body of {@code infer} for the weighted test model: {@code price} and {@code tags.values} binary, the others JSON, of which a test changes something. */
final class BinaryBodies {

    private String fields = "";
    private String size = "8";
    private String moreOfPrice = "";
    private float price = 2;
    private int moreBytes;

    static BinaryBodies weighted() {
        return new BinaryBodies();
    }

    BinaryBodies priceOf(String newSize) {
        size = newSize;
        return this;
    }

    BinaryBodies price(float first) {
        price = first;
        return this;
    }

    BinaryBodies withBytes(int more) {
        moreBytes = more;
        return this;
    }

    BinaryBodies withoutBytes(int fewer) {
        moreBytes = -fewer;
        return this;
    }

    BinaryBodies withDataToo() {
        moreOfPrice = ",\"data\":[2,1]";
        return this;
    }

    BinaryBodies answeredInBinary() {
        fields += "\"parameters\":{\"binary_data_output\":true},";
        return this;
    }

    BinaryBodies scoreOnly() {
        fields += "\"outputs\":[{\"name\":\"score\"}],";
        return this;
    }

    private byte[] json() {
        return InferenceBodies.weighted()
                .withText(
                        "price",
                        "{\"name\":\"price\",\"parameters\":{\"more\":[1],\"binary_data_size\":" + size
                                + "},\"shape\":[2,1],\"datatype\":\"FP32\"" + moreOfPrice + "}")
                .withText(
                        "tags.values",
                        "{\"name\":\"tags.values\",\"shape\":[2],\"datatype\":\"INT64\",\"parameters\":{\"binary_data_size\":16}}")
                .body(fields)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the bytes of the JSON part. */
    String jsonBytes() {
        return Integer.toString(json().length);
    }

    byte[] body() {
        byte[] json = json();
        ByteBuffer tail = ByteBuffer.allocate(24 + Math.max(0, moreBytes)).order(ByteOrder.LITTLE_ENDIAN);
        tail.putFloat(price).putFloat(1).putLong(3).putLong(-4);
        byte[] body = new byte[json.length + 24 + moreBytes];
        System.arraycopy(json, 0, body, 0, json.length);
        System.arraycopy(tail.array(), 0, body, json.length, 24 + moreBytes);
        return body;
    }

    InferenceRequest decode() {
        FakeServedModel model = new FakeServedModel(TestModels.weighted(), "1");
        return InferenceRequestDecoder.decode(
                ReceivedBody.of(body()),
                json().length,
                model,
                TensorCatalog.of(model.manifest()),
                Deadline.after(Duration.ofMinutes(1)),
                new DecodeLimits(1_000, 100_000),
                RequestMemory.unpooled());
    }
}
