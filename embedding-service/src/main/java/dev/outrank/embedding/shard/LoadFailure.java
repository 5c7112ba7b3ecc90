package dev.outrank.embedding.shard;

import dev.outrank.bundle.failure.OutrankException;

/**
 * The last of some failures in a row to load one version.
 *
 * @param version what is told of it
 * @param count failures in a row, at least 1
 * @param retryNanos when it is tried again, by the catalog's clock
 */
record LoadFailure(FailedVersion version, int count, long retryNanos) {

    boolean isDue(long nowNanos) {
        return nowNanos - retryNanos >= 0;
    }

    static String reason(Throwable failure) {
        return failure instanceof OutrankException ? String.valueOf(failure.getMessage()) : failure.toString();
    }
}
