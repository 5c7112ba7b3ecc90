package dev.outrank.lookup;

/** What a frame is; the byte at offset 5 of its header. */
public enum FrameType {
    /** Lookups in the tables of one shard. */
    REQUEST(1),
    /** The pooled vectors. */
    RESPONSE(2),
    /** Why there are none. */
    ERROR(3),
    /** The caller has lost interest in a stream; no body. */
    CANCEL(4),
    /** Is the peer alive; answered by the same frame; no body. */
    PING(5),
    /** The sender accepts no new streams on this connection; no body. */
    GOAWAY(6);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    /** Returns the byte on the wire. */
    public int code() {
        return code;
    }

    static FrameType of(int code) {
        return switch (code) {
            case 1 -> REQUEST;
            case 2 -> RESPONSE;
            case 3 -> ERROR;
            case 4 -> CANCEL;
            case 5 -> PING;
            case 6 -> GOAWAY;
            default -> throw new FrameException("type: " + code + " (expected: 1 to 6)");
        };
    }
}
