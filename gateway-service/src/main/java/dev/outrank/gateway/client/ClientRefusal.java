package dev.outrank.gateway.client;

/** Why a client's request is refused. */
enum ClientRefusal {
    /** As many of its requests as it may have are in flight. */
    IN_FLIGHT("in-flight");

    private final String tag;

    ClientRefusal(String tag) {
        this.tag = tag;
    }

    /** Returns what metrics call it. */
    String tag() {
        return tag;
    }
}
