package dev.outrank.embedding.shard;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The bytes that this process has for rows, mapped or copied, neither of which are in the heap.
 *
 * @param limitBytes at least 0
 */
public record RowMemory(long limitBytes) {

    /** Returns the configured limit, or what the heap leaves of the memory of this machine or container. */
    static RowMemory of(@Nullable DataSize configured) {
        if (configured != null) {
            return new RowMemory(configured.toBytes());
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return beside(Runtime.getRuntime().maxMemory(), system.getTotalMemorySize());
    }

    static RowMemory beside(long heapBytes, long totalBytes) {
        return new RowMemory(Math.max(0, totalBytes - heapBytes));
    }
}
