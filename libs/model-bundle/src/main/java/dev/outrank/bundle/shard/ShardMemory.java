package dev.outrank.bundle.shard;

/**
 * How a shard's rows are held.
 *
 * @param copied whether they live in anonymous memory, mapped from their files otherwise
 * @param locked whether they are locked in memory
 * @param reason why, for people
 */
public record ShardMemory(boolean copied, boolean locked, String reason) {

    /** Returns {@code copied} or {@code mapped}. */
    public String mode() {
        return copied ? "copied" : "mapped";
    }
}
