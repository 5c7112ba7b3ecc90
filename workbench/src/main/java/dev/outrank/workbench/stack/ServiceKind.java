package dev.outrank.workbench.stack;

import java.util.List;

/** The four services: where their jars come from, and how much each needs on one small machine. */
enum ServiceKind {
    CONFIG("config-server", 192, false),
    EMBEDDING("embedding-service", 256, true),
    RANKING("ranking-service", 768, true),
    GATEWAY("gateway-service", 192, false);

    /** What a JVM takes beside its heap: metaspace, code cache, threads, direct buffers. From measurements of these services. */
    private static final long OVERHEAD_MEGABYTES = 130;

    private final String module;
    private final int heapMegabytes;
    private final boolean kernels;

    ServiceKind(String module, int heapMegabytes, boolean kernels) {
        this.module = module;
        this.heapMegabytes = heapMegabytes;
        this.kernels = kernels;
    }

    String module() {
        return module;
    }

    long memoryMegabytes() {
        return heapMegabytes + OVERHEAD_MEGABYTES;
    }

    /** Returns the JVM flags; services that run no kernels skip the optimizing compiler, which they would not repay. */
    List<String> jvmFlags() {
        String heap = "-Xmx" + heapMegabytes + "m";
        return kernels
                ? List.of(
                        heap,
                        "-XX:+UseSerialGC",
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED")
                : List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");
    }
}
