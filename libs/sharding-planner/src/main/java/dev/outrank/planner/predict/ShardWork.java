package dev.outrank.planner.predict;

/** What one shard does for a request that calls it, for each number of candidates that requests have. Its arrays are its own and not to be changed. */
final class ShardWork {

    private final long bytes;
    private final double meanLookups;
    private final double[] touched;
    private final double[] poolNanos;
    private final double[] shardCpuNanos;
    private final double[] callNanos;
    private final double[] callerCpuNanos;
    private final double[] wireBytes;

    /** Makes work for so many numbers of candidates, all zero yet. */
    ShardWork(long bytes, double meanLookups, int bins) {
        this.bytes = bytes;
        this.meanLookups = meanLookups;
        poolNanos = new double[bins];
        touched = new double[bins];
        shardCpuNanos = new double[bins];
        callNanos = new double[bins];
        callerCpuNanos = new double[bins];
        wireBytes = new double[bins];
    }

    /** Returns the packed bytes that the shard holds. */
    long bytes() {
        return bytes;
    }

    /** Returns the ids that an average request looks up. */
    double meanLookups() {
        return meanLookups;
    }

    /** Returns the probability that a request has an id for the shard, and so calls it, by candidates. */
    double[] touched() {
        return touched;
    }

    /** Returns the time of pooling, by candidates. */
    double[] poolNanos() {
        return poolNanos;
    }

    /** Returns the CPU time of the shard, pooling included, by candidates. */
    double[] shardCpuNanos() {
        return shardCpuNanos;
    }

    /** Returns the latency of the call besides waiting and pooling, by candidates. */
    double[] callNanos() {
        return callNanos;
    }

    /** Returns the CPU time of the call in ranking, by candidates. */
    double[] callerCpuNanos() {
        return callerCpuNanos;
    }

    /** Returns the bytes of request and response, by candidates. */
    double[] wireBytes() {
        return wireBytes;
    }
}
