package dev.outrank.workbench.stack;

/** The garbage collectors that a service can be started with. */
public enum Collector {
    /** One thread, everything stands still: the least CPU and memory. */
    SERIAL("-XX:+UseSerialGC"),
    /** As many threads as processors, everything stands still. */
    PARALLEL("-XX:+UseParallelGC"),
    /** Region by region, marks beside the program; the JVM's own choice on larger machines. */
    G1("-XX:+UseG1GC"),
    /** Marks and moves beside the program, stands still for less than a millisecond. */
    ZGC("-XX:+UseZGC");

    private final String flag;

    Collector(String flag) {
        this.flag = flag;
    }

    /** Returns the JVM's flag that chooses it. */
    String flag() {
        return flag;
    }
}
