package dev.outrank.benchmarks.ranking;

import dev.outrank.workbench.requests.BinaryBody;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.OipBinary;
import dev.outrank.workbench.requests.OipJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as it travels.
 *
 * <p>Keeps the array without a copy.
 *
 * @param bytes the body
 * @param headers of the request, without its length
 * @param binary whether numbers travel as such, in the answer too
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, and never compared.
record CallBody(byte[] bytes, HttpHeaders headers, boolean binary) {

    private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
    private static final String ID = "bench";

    static CallBody binary(GeneratedRequest request) {
        BinaryBody body = OipBinary.write(request, ID);
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
        headers.set(HEADER_LENGTH, String.valueOf(body.headerLength()));
        return new CallBody(body.bytes(), headers, true);
    }

    static CallBody json(GeneratedRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
        return new CallBody(OipJson.write(request, ID), headers, false);
    }

    /** Returns the scores in an answer to this, whose only output has one number a candidate. */
    float[] scores(byte[] answer, int candidates) {
        float[] scores = new float[candidates];
        if (binary) {
            ByteBuffer.wrap(answer)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(answer.length - candidates * Float.BYTES)
                    .asFloatBuffer()
                    .get(scores);
            return scores;
        }
        JsonNode data = JsonMapper.shared()
                .readTree(new String(answer, StandardCharsets.UTF_8))
                .path("outputs")
                .path(0)
                .path("data");
        for (int i = 0; i < candidates; i++) {
            scores[i] = data.path(i).floatValue();
        }
        return scores;
    }
}
