package dev.outrank.planner.cost;

/** What the cost of a call grows with. */
public enum RpcPart {
    /** The call itself. */
    CALL("call"),
    /** A lookup of one table in it. */
    LOOKUP("lookup"),
    /** A byte of its request frame. */
    REQUEST_BYTE("requestByte"),
    /** A byte of its response frame. */
    RESPONSE_BYTE("responseByte"),
    /** What a call costs more of a process that did other things, or nothing, since the last: its caches have gone to others. */
    COLD_CALL("coldCall");

    private final String label;

    RpcPart(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
