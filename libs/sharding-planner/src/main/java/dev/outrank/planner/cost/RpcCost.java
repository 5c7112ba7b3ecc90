package dev.outrank.planner.cost;

/** What a call costs: whose time. */
public enum RpcCost {
    /** The caller's waiting time besides pooling, on an idle machine and without a network. */
    LATENCY("latency"),
    /** CPU of the calling process. */
    CALLER_CPU("callerCpu"),
    /** CPU of the shard's process besides pooling. */
    SHARD_CPU("shardCpu");

    private final String label;

    RpcCost(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
