package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class PendingAnswerTests {

    private final ByteBuf frame = Unpooled.buffer(8);
    private final Answer answer = new Answer(frame, null);
    private final PendingAnswer pending = new PendingAnswer();

    @Test
    void isTakenOnce() {
        pending.ready(answer);

        assertThat(pending.take()).isSameAs(answer);
        assertThat(pending.take()).isNull();
        pending.abandon();
        assertThat(frame.refCnt()).isOne();
        frame.release();
    }

    @Test
    void releasesAnAnswerThatNobodyTook() {
        pending.ready(answer);
        pending.abandon();

        assertThat(frame.refCnt()).isZero();
        assertThat(pending.isOver()).isTrue();
    }

    @Test
    void releasesAnAnswerThatComesTooLate() {
        pending.abandon();
        assertThat(pending.isOver()).isTrue();
        pending.ready(answer);

        assertThat(frame.refCnt()).isZero();
        assertThat(pending.take()).isNull();
    }

    @RepeatedTest(50)
    void hasOneOwnerWhenTheCallerLeavesDuringTheHandover() {
        // Held here too, so that a release too many shows in the count and is no failure on a thread that nobody
        // watches.
        frame.retain();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            threads.execute(() -> {
                pending.ready(answer);
                Answer taken = pending.take();
                if (taken != null) {
                    taken.frame().release();
                }
            });
            threads.execute(pending::abandon);
        }
        assertThat(frame.refCnt()).isOne();
        frame.release();
    }
}
