package dev.outrank.lookup;

/** What a shard answers. */
public sealed interface LookupAnswer {

    /**
     * The pooled vectors.
     *
     * @param response owned by whoever receives this: close it
     */
    record Pooled(LookupResponse response) implements LookupAnswer {}

    /**
     * A refusal.
     *
     * @param error why
     */
    record Refused(LookupError error) implements LookupAnswer {}
}
