package dev.outrank.telemetry.trace;

/** Every attribute that spans have besides those of Spring. */
public enum SpanAttribute {
    /** The model's name. */
    MODEL("outrank.model"),
    /** The version that answered. */
    VERSION("outrank.version"),
    /** How it ended; of a request {@code ok}, {@code degraded}, {@code cancelled} or a failure's category, of a lookup {@code pooled}, {@code refused}, {@code failed}, {@code cancelled} or, on the shard, an error's code. */
    OUTCOME("outrank.outcome"),
    /** The service of the shard, for example {@code embedding-0}. */
    SHARD("outrank.shard"),
    /** The replica of the shard that answered or was asked last, as host and port. */
    REPLICA("outrank.replica"),
    /** Bytes of the frame with the question. */
    SENT_BYTES("outrank.sent.bytes"),
    /** Bytes of the frames with the answer. */
    RECEIVED_BYTES("outrank.received.bytes"),
    /** Whether another replica was asked after one that failed. */
    RETRIED("outrank.retried"),
    /** Whether another replica was asked beside one that was late. */
    HEDGED("outrank.hedged"),
    /** Shards in whose place default rows stand. */
    LOST_SHARDS("outrank.lost.shards"),
    /** Tables in which default rows stand. */
    DEFAULTED_TABLES("outrank.defaulted.tables"),
    /** Ids for which default rows stand. */
    DEFAULTED_IDS("outrank.defaulted.ids"),
    /** Lookups in tables. */
    TABLES("outrank.tables"),
    /** Bags of all lookups. */
    BAGS("outrank.bags"),
    /** Ids of all lookups. */
    IDS("outrank.ids"),
    /** Microseconds that a lookup waited for a pooling thread. */
    QUEUE_MICROS("outrank.shard.queue.micros"),
    /** Microseconds of decoding a lookup. */
    DECODE_MICROS("outrank.shard.decode.micros"),
    /** Microseconds of pooling. */
    POOL_MICROS("outrank.shard.pool.micros"),
    /** Microseconds of encoding the answer. */
    ENCODE_MICROS("outrank.shard.encode.micros");

    private final String key;

    SpanAttribute(String key) {
        this.key = key;
    }

    /** Returns the attribute's name. */
    public String key() {
        return key;
    }
}
