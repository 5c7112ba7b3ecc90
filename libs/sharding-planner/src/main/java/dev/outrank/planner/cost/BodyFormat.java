package dev.outrank.planner.cost;

/** How the numbers of a request come to ranking. */
public enum BodyFormat {
    /** As text. */
    JSON("json"),
    /** By the binary tensor extension of the Open Inference Protocol. */
    BINARY("binary");

    private final String label;

    BodyFormat(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
