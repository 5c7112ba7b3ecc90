package dev.outrank.embedding.lookup;

import dev.outrank.lookup.connection.ServingStream;

/** Sends each part on a connection as soon as it is there, and ends the stream whatever happens. */
final class StreamParts implements AnswerParts {

    private final ServingStream stream;
    private boolean ended;

    StreamParts(ServingStream stream) {
        this.stream = stream;
    }

    @Override
    public boolean isWanted() {
        return !stream.isCancelled();
    }

    @Override
    public void accept(Answer part, boolean last) {
        ended |= last;
        stream.answer(part.frame(), last);
    }

    /** Ends the stream of somebody who does not wait any more. */
    void finish() {
        if (!ended) {
            ended = true;
            stream.end();
        }
    }
}
