package dev.outrank.embedding.lookup;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way from a pooling thread to the transport. Its frame is either taken once or released, also where the caller leaves in
 * the middle of the handover.
 *
 * <pre>
 *   COMPUTING ─ready─▶ READY ─take─▶ OVER
 *       └────abandon────┴──abandon─▶ OVER   (the frame is released)
 * </pre>
 */
final class PendingAnswer {

    private sealed interface State {

        record Computing() implements State {}

        record Ready(Answer answer) implements State {}

        record Over() implements State {}
    }

    private static final State COMPUTING = new State.Computing();
    private static final State OVER = new State.Over();

    private final AtomicReference<State> state = new AtomicReference<>(COMPUTING);

    /** Returns whether nobody waits any more. */
    boolean isOver() {
        return state.get() instanceof State.Over;
    }

    /** Gives the answer, whose frame is released where nobody waits any more. */
    void ready(Answer answer) {
        if (!state.compareAndSet(COMPUTING, new State.Ready(answer))) {
            answer.frame().release();
        }
    }

    /** Returns the answer, now the caller's; null where it was abandoned. */
    @Nullable
    Answer take() {
        return state.getAndSet(OVER) instanceof State.Ready(Answer answer) ? answer : null;
    }

    /** Releases the answer's frame unless it was taken, now or when it comes. */
    void abandon() {
        Answer answer = take();
        if (answer != null) {
            answer.frame().release();
        }
    }
}
