package dev.outrank.benchmarks.ranking;

import java.io.IOException;

/** A way to the service. For one thread. */
interface Calls {

    /** Sends a request and returns the body of its answer, which has status 200. */
    byte[] call(CallBody body) throws IOException;
}
