package dev.outrank.lookup.connection;

import java.time.Duration;

/**
 * The limits of one connection, at either end.
 *
 * @param maxFrameBytes the largest frame that is read
 * @param maxStreams streams that may be open at a time
 * @param quiet time without a byte from the peer after which a caller asks whether it is there
 * @param patience time that a peer has to answer that, or to take what is written to it; then the connection is closed
 * @param maxUnsentBytes bytes that may wait for a peer that does not read; beyond them a shard pools nothing more for it
 * @param encrypted whether a TLS handler stands before the frames
 */
public record ConnectionSettings(
        int maxFrameBytes, int maxStreams, Duration quiet, Duration patience, int maxUnsentBytes, boolean encrypted) {

    public ConnectionSettings {
        if (maxFrameBytes < 1 || maxStreams < 1 || maxUnsentBytes < 1 || quiet.isNegative() || patience.isNegative()) {
            throw new IllegalArgumentException("connection: " + maxFrameBytes + ", " + maxStreams + ", " + quiet + ", "
                    + patience + ", " + maxUnsentBytes + " (expected: positive)");
        }
    }

    /** Returns the same limits for a connection with or without TLS. */
    public ConnectionSettings withEncryption(boolean wanted) {
        return new ConnectionSettings(maxFrameBytes, maxStreams, quiet, patience, maxUnsentBytes, wanted);
    }
}
