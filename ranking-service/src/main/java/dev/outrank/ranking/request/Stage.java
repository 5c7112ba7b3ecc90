package dev.outrank.ranking.request;

/**
 * A part of a request's way through the platform; the labels are the same in metrics, traces and {@code Server-Timing}. Stages do not overlap: those of a request add up to its time, see
 * {@link StageClock}.
 */
public enum Stage {
    /** Waiting for a thread of this service's CPU schedulers: before decoding, and once the shards have answered. */
    QUEUE("queue"),
    /** Parsing the request's body. */
    DECODE("decode"),
    /** Building and encoding one lookup per shard. */
    SCATTER("scatter"),
    /** What was waited for the slowest shard with nothing else to do, less that shard's own time. */
    NETWORK("network"),
    /** The slowest shard's waiting for a thread; as all stages of shards, as far as it was waited for. */
    SHARD_QUEUE("shard.queue"),
    /** The slowest shard's decoding of the lookup. */
    SHARD_DECODE("shard.decode"),
    /** The slowest shard's pooling of rows. */
    SHARD_POOL("shard.pool"),
    /** The slowest shard's encoding of the answer. */
    SHARD_ENCODE("shard.encode"),
    /** Moving pooled vectors into the nets' inputs, and adding partial sums. */
    GATHER("gather"),
    /** Nets that need no embeddings, while lookups are on their way. */
    DENSE_BOTTOM("dense.bottom"),
    /** Nets that need embeddings; where candidates of several requests run together, the wait for the others, too. */
    DENSE_TOP("dense.top"),
    /** Making the answer and writing its body. */
    ENCODE("encode");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** Returns the name in metrics and reports, for example {@code shard.pool}. */
    public String label() {
        return label;
    }
}
