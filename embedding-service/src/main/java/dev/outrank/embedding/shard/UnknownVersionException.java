package dev.outrank.embedding.shard;

import dev.outrank.bundle.failure.CallerException;

/** A lookup names a version that is not loaded here. */
public final class UnknownVersionException extends CallerException {

    private static final long serialVersionUID = 1L;

    UnknownVersionException(VersionKey key, int shard) {
        super("version: " + key + " (expected: a version that shard " + shard + " has loaded)");
    }
}
