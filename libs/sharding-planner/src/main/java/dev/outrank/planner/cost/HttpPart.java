package dev.outrank.planner.cost;

/** What the cost of a request over HTTP grows with. */
public enum HttpPart {
    /** The request itself, its answer included. */
    REQUEST("request"),
    /** A byte of its body. */
    BYTE("byte");

    private final String label;

    HttpPart(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
