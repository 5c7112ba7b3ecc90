package dev.outrank.workbench.stack;

import java.util.ArrayList;
import java.util.List;

/** The four services: where their jars come from, and how much each needs on one small machine. */
enum ServiceKind {
    CONFIG("config-server", Collector.SERIAL, 192, 260, false),
    EMBEDDING("embedding-service", Collector.SERIAL, 256, 350, true),
    /** G1 stops for less than a request of 270 candidates takes; ZGC takes more memory, and has requests wait for it: docs/ranking.md has the figures. */
    RANKING("ranking-service", Collector.G1, 768, 820, true),
    GATEWAY("gateway-service", Collector.SERIAL, 192, 230, false);

    private final String module;
    private final Collector collector;
    private final int heapMegabytes;
    private final int residentMegabytes;
    private final boolean kernels;

    /**
     * Describes one kind.
     *
     * @param module the Maven module and its artifact
     * @param collector of the heap
     * @param heapMegabytes its limit
     * @param residentMegabytes what a process took at the end of the demo, the largest of its kind
     * @param kernels whether it pools rows
     */
    ServiceKind(String module, Collector collector, int heapMegabytes, int residentMegabytes, boolean kernels) {
        this.module = module;
        this.collector = collector;
        this.heapMegabytes = heapMegabytes;
        this.residentMegabytes = residentMegabytes;
        this.kernels = kernels;
    }

    String module() {
        return module;
    }

    long memoryMegabytes() {
        return residentMegabytes;
    }

    /** Returns the heap that a service gets where nobody chooses another. */
    JvmHeap heap() {
        return JvmHeap.of(collector, heapMegabytes);
    }

    /** Returns the JVM flags; services that run no kernels do without the optimizing compiler, which they would not repay on one machine. */
    List<String> jvmFlags(JvmGoal goal, JvmHeap heap) {
        List<String> flags = new ArrayList<>(heap.flags());
        flags.add("--enable-native-access=ALL-UNNAMED");
        boolean optimized = kernels && goal == JvmGoal.THROUGHPUT;
        flags.add(optimized ? "--add-modules=jdk.incubator.vector" : "-XX:TieredStopAtLevel=1");
        return flags;
    }
}
