package dev.outrank.gateway.deadline;

import dev.outrank.bundle.failure.DependencyException;
import java.time.Duration;

/** No answer came within the time the caller allowed. */
public final class DeadlineExceededException extends DependencyException {

    private static final long serialVersionUID = 1L;

    DeadlineExceededException(Duration budget) {
        super("deadline: no answer within " + budget.toMillis() + " ms (expected: an answer, or a larger "
                + DeadlineHeader.NAME + ")");
    }
}
