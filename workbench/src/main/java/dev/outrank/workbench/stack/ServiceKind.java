package dev.outrank.workbench.stack;

import java.util.ArrayList;
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

    /**
     * Returns the JVM flags. Services without kernels do without the optimizing compiler, which they would not repay in a local stack; the
     * others start it later than by default, when start-up is over and only hot code goes on.
     */
    List<String> jvmFlags() {
        List<String> flags = new ArrayList<>(
                List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        flags.addAll(
                kernels
                        ? List.of(
                                "--add-modules=jdk.incubator.vector",
                                // Five times the defaults: saves a quarter of the start's processor time.
                                "-XX:Tier4InvocationThreshold=25000",
                                "-XX:Tier4MinInvocationThreshold=3000",
                                "-XX:Tier4CompileThreshold=75000")
                        : List.of("-XX:TieredStopAtLevel=1"));
        return flags;
    }
}
