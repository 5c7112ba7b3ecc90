package dev.outrank.benchmarks.ranking;

import com.sun.management.ThreadMXBean;
import dev.outrank.workbench.calibrate.CpuClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What one of many equal pieces of work has cost.
 *
 * @param cpuMicros CPU of the whole process but its compilers
 * @param heapBytes allocated by all threads
 * @param wallMicros from one to the next
 */
record ProcessCost(double cpuMicros, double heapBytes, double wallMicros) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final CpuClock CLOCK = new CpuClock(ProcessHandle.current());

    /** Some work, of which there are several kinds. */
    interface Work {
        void run(int number) throws IOException;
    }

    /**
     * Runs work again and again.
     *
     * @param client whether the calling thread is a client, whose share is left out
     */
    static ProcessCost of(Work work, Duration turn, boolean client) throws IOException {
        long began = System.nanoTime();
        long cpu = cpuNanos(client);
        long heap = heapBytes(client);
        int times = 0;
        while (System.nanoTime() - began < turn.toNanos()) {
            work.run(times++);
        }
        double wall = System.nanoTime() - began;
        double allocated = heapBytes(client) - heap;
        return new ProcessCost((cpuNanos(client) - cpu) / 1e3 / times, allocated / times, wall / 1e3 / times);
    }

    private static long cpuNanos(boolean client) {
        return CLOCK.nanos() - (client ? THREADS.getCurrentThreadCpuTime() : 0);
    }

    private static long heapBytes(boolean client) {
        return THREADS.getTotalThreadAllocatedBytes()
                - (client
                        ? THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId())
                        : 0);
    }
}
