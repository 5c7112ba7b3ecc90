package dev.outrank.embedding.lookup;

import dev.outrank.embedding.lookup.FrameBudget.HeldFrame;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.ShardGeneration;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.connection.RequestHandler;
import dev.outrank.lookup.connection.ServingStream;
import io.netty.buffer.ByteBuf;

/** Requests on the event loop: a small one is answered there and then, a large one finds its place in the queue. */
final class TcpLookups implements RequestHandler {

    /** A byte of a request stands for at least so many bytes of rows where ids take 4 bytes and rows are 8 wide; most are wider. */
    private static final int ROWS_A_BYTE = 8;

    private final ShardCatalog catalog;
    private final FrameBudget budget;
    private final LookupQueue queue;
    private final FrameAnswers answers;
    private final long inlineBytes;

    /** Makes a handler that answers up to {@code inlineBytes} of rows on the event loop. */
    TcpLookups(ShardCatalog catalog, FrameBudget budget, LookupQueue queue, FrameAnswers answers, long inlineBytes) {
        this.catalog = catalog;
        this.budget = budget;
        this.queue = queue;
        this.answers = answers;
        this.inlineBytes = inlineBytes;
    }

    @Override
    public void request(ServingStream stream, ByteBuf frame) {
        answers.received(frame.readableBytes());
        HeldFrame held = budget.tryHold(frame);
        if (held == null) {
            int bytes = frame.readableBytes();
            frame.release();
            overloaded(
                    stream,
                    "frames: no room for " + bytes + " bytes (expected: at most " + budget.maxHeldBytes()
                            + " bytes of requests at a time)");
        } else if (stream.isCongested()) {
            held.close();
            overloaded(stream, "connection: its answers are not read (expected: a caller that keeps up)");
        } else {
            answer(stream, held, catalog.lease());
        }
    }

    private void answer(ServingStream stream, HeldFrame held, ShardGeneration shards) {
        boolean queued = false;
        try {
            if (isAnsweredHere(stream, held, shards)) {
                return;
            }
            LookupError refusal = queue.enter(LookupFrames.priority(held.buffer()));
            if (refusal == null) {
                queued = true;
                enqueue(stream, new StreamTask(stream, held, shards, answers));
            } else {
                stream.answer(refusal(refusal, stream.id()), true);
            }
        } finally {
            if (!queued) {
                held.close();
                shards.closeOn(queue::runAnyway);
            }
        }
    }

    private void enqueue(ServingStream stream, StreamTask task) {
        LookupQueue.Place place = queue.run(task, stream.arrivedNanos());
        stream.whenCancelled(() -> {
            if (place.withdraw()) {
                task.withdrawn(queue::runAnyway);
            }
        });
    }

    /** A frame whose length alone says that its rows are too many is not even decoded here. */
    private boolean isAnsweredHere(ServingStream stream, HeldFrame held, ShardGeneration shards) {
        return held.bytes() <= inlineBytes / ROWS_A_BYTE
                && answers.answer(held.buffer(), shards, stream.arrivedNanos(), inlineBytes, new StreamParts(stream));
    }

    private void overloaded(ServingStream stream, String message) {
        stream.answer(refusal(LookupError.of(LookupErrorCode.OVERLOADED, message), stream.id()), true);
    }

    @Override
    public ByteBuf refusal(LookupError error, int streamId) {
        return answers.refused(error, streamId).frame();
    }
}
