package dev.outrank.planner.cost;

/** What a request over HTTP costs ranking besides lookups, calls and nets. */
public enum HttpCost {
    /** The caller's waiting time on an idle machine, without a network. */
    LATENCY("latency"),
    /** CPU of the ranking process. */
    CPU("cpu");

    private final String label;

    HttpCost(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
