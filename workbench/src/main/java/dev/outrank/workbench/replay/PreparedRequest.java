package dev.outrank.workbench.replay;

import dev.outrank.workbench.requests.GeneratedRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.OptionalInt;

/**
 * A request ready to send.
 *
 * @param body in direct memory; whoever sends it retains a duplicate
 * @param headerLength of the JSON in front of binary tensors
 * @param candidateIds in the order of the scores
 * @param arrivalNanos since the trace's begin
 */
record PreparedRequest(ByteBuf body, OptionalInt headerLength, List<String> candidateIds, long arrivalNanos) {

    PreparedRequest {
        candidateIds = List.copyOf(candidateIds);
    }

    static PreparedRequest of(byte[] body, GeneratedRequest request, long arrivalNanos) {
        ByteBuf direct = Unpooled.directBuffer(Math.max(1, body.length), Math.max(1, body.length))
                .writeBytes(body);
        return new PreparedRequest(direct, OptionalInt.empty(), request.candidateIds(), arrivalNanos);
    }

    PreparedRequest withHeaderLength(int length) {
        return new PreparedRequest(body, OptionalInt.of(length), candidateIds, arrivalNanos);
    }

    int candidates() {
        return candidateIds.size();
    }
}
