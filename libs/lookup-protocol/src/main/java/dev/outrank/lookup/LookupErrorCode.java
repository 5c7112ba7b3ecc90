package dev.outrank.lookup;

/** Why a shard answers without vectors. */
public enum LookupErrorCode {
    /** The frame is not what the format says, or is larger than the shard accepts; nothing was processed. */
    BAD_FRAME(1),
    /** The shard does not serve that version of that model; another replica may. */
    UNKNOWN_MODEL(2),
    /** The version is there, but cut by another plan, or it is another shard. */
    WRONG_SHARD(3),
    /** An id is outside its table under {@code fail}, or outside the shard's rows. */
    ID_OUT_OF_RANGE(4),
    /** The deadline passed before anything was pooled, or between two parts of the answer. */
    EXPIRED(5),
    /** The shard has more work than time, or than room; nothing was processed. */
    OVERLOADED(6),
    /** A defect of the shard. */
    INTERNAL(7);

    private final int code;

    LookupErrorCode(int code) {
        this.code = code;
    }

    /** Returns the number on the wire. */
    public int code() {
        return code;
    }

    static LookupErrorCode of(int code) {
        for (LookupErrorCode value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        throw new FrameException("code: " + code + " (expected: 1 to " + values().length + ")");
    }
}
