package dev.outrank.embedding.lookup;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** The parts of an answer back to back, as one body; of an answer that fails in the middle, the parts before it and the error. */
final class JoinedParts implements AnswerParts {

    private final PendingAnswer pending;
    private final List<Answer> parts = new ArrayList<>(1);

    JoinedParts(PendingAnswer pending) {
        this.pending = pending;
    }

    @Override
    public boolean isWanted() {
        return !pending.isOver();
    }

    @Override
    public void accept(Answer part, boolean last) {
        parts.add(part);
    }

    /** Returns all of them; its frame is empty where nobody wanted any. */
    Answer join() {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        ByteBuf[] frames = parts.stream().map(Answer::frame).toArray(ByteBuf[]::new);
        return new Answer(Unpooled.wrappedBuffer(frames.length, frames), null);
    }
}
