package dev.outrank.testkit.fault;

import java.time.Duration;

/** What a {@link FaultProxy} does to connections. Answers are what the target sends, requests what it gets. */
public sealed interface Fault {

    /** Nothing: bytes pass as they are. */
    record None() implements Fault {}

    /**
     * Bytes come late, in order, as many at a time as come without: a longer way, not a narrower one.
     *
     * @param requests how late
     * @param answers how late
     * @param jitter a random share of it is added to each chunk
     */
    record Delay(Duration requests, Duration answers, Duration jitter) implements Fault {

        public Delay {
            require(
                    !requests.isNegative() && !answers.isNegative() && !jitter.isNegative(),
                    "delay",
                    jitter,
                    "0 or more");
        }

        /** Returns a delay of answers alone, without jitter. */
        public static Delay ofAnswers(Duration delay) {
            return new Delay(Duration.ZERO, delay, Duration.ZERO);
        }
    }

    /**
     * Each connection carries so much in each direction.
     *
     * @param bytesPerSecond at least 50
     */
    record Bandwidth(long bytesPerSecond) implements Fault {

        static final long LEAST = 50;

        public Bandwidth {
            require(bytesPerSecond >= LEAST, "bytesPerSecond", bytesPerSecond, LEAST + " or more");
        }
    }

    /**
     * One bit of a chunk of answers is another.
     *
     * @param everyNth which chunks of a connection: 1 for all
     */
    record Corruption(int everyNth) implements Fault {

        public Corruption {
            require(everyNth > 0, "everyNth", everyNth, "1 or more");
        }
    }

    /**
     * Connections are reset, the hard way (RST), when the caller has got so much of the answers.
     *
     * @param afterBytes of answers since the fault began, 0 or more
     */
    record Reset(long afterBytes) implements Fault {

        public Reset {
            require(afterBytes >= 0, "afterBytes", afterBytes, "0 or more");
        }
    }

    /** Connections stay and are accepted, and nothing passes in either direction. */
    record BlackHole() implements Fault {}

    /** Requests pass, answers do not. */
    record HalfOpen() implements Fault {}

    /** Nobody listens; connections that are open stay. */
    record Refusal() implements Fault {}

    /** Returns whether bytes are lost, so that a connection that had it can never be right again. */
    default boolean swallows() {
        return switch (this) {
            case BlackHole _, HalfOpen _ -> true;
            case None _, Delay _, Bandwidth _, Corruption _, Reset _, Refusal _ -> false;
        };
    }

    private static void require(boolean right, String name, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
