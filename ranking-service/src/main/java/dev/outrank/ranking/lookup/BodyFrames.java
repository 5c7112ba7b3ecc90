package dev.outrank.ranking.lookup;

import dev.outrank.lookup.FrameException;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupResponse;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** The parts of an answer back to back in one body. */
final class BodyFrames {

    private BodyFrames() {}

    /** Takes over the body; returns its answers, which belong to the caller. */
    static List<LookupAnswer> decode(ByteBuf body) {
        List<LookupAnswer> answers = new ArrayList<>(1);
        boolean whole = false;
        try {
            do {
                answers.add(LookupFrames.decodeAnswer(next(body)));
            } while (body.isReadable());
            requireEnd(answers.getLast());
            whole = true;
            return answers;
        } finally {
            body.release();
            if (!whole) {
                answers.forEach(BodyFrames::discard);
            }
        }
    }

    private static ByteBuf next(ByteBuf body) {
        if (body.readableBytes() < LookupFrames.HEADER_BYTES) {
            return body.readRetainedSlice(body.readableBytes());
        }
        long length = LookupFrames.frameLength(body, body.readerIndex());
        return body.readRetainedSlice((int) Math.min(length, body.readableBytes()));
    }

    private static void requireEnd(LookupAnswer last) {
        if (last instanceof LookupAnswer.Pooled(LookupResponse response) && response.hasMore()) {
            throw new FrameException("body: ends before the last part (expected: all parts)");
        }
    }

    static void discard(LookupAnswer answer) {
        switch (answer) {
            case LookupAnswer.Pooled(LookupResponse response) -> response.close();
            case LookupAnswer.Refused refused -> {}
        }
    }
}
