package dev.outrank.embedding.lookup;

import dev.outrank.lookup.LookupErrorCode;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A finished answer.
 *
 * @param frame a RESPONSE or ERROR frame, the receiver's to release
 * @param error the kind of the ERROR frame, or null for a RESPONSE
 */
record Answer(ByteBuf frame, @Nullable LookupErrorCode error) {

    /** Returns whether the sender is told by the HTTP status as well that its bytes make no sense. */
    boolean isBadRequest() {
        return error == LookupErrorCode.BAD_FRAME;
    }
}
