package dev.outrank.benchmarks.collectors;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Bytes that the threads of another JVM have allocated on its heap, as the JVM counts them for each thread, ended ones included: to the byte, whatever the collector, and
 * without waiting for a collection. A reading allocates some ten kilobytes there. Owns its connection.
 */
final class AllocationMeter implements AutoCloseable {

    private static final String ALLOCATED = "TotalThreadAllocatedBytes";

    private final long process;
    private final JMXConnector connector;
    private final MBeanServerConnection jvm;

    private AllocationMeter(long process, JMXConnector connector) throws IOException {
        this.process = process;
        this.connector = connector;
        this.jvm = connector.getMBeanServerConnection();
    }

    /**
     * Connects to a JVM of the same user.
     *
     * @throws DependencyException if it cannot be attached to
     */
    @SuppressWarnings("BanJNDI") // The address is that of a process which this one has started, as its agent gave it.
    static AllocationMeter of(ProcessHandle process) {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
            String address;
            try {
                address = machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
            return new AllocationMeter(process.pid(), JMXConnectorFactory.connect(new JMXServiceURL(address)));
        } catch (AttachNotSupportedException | IOException e) {
            throw failure(process.pid(), e);
        }
    }

    /** Returns the bytes since the JVM's start. */
    long bytes() {
        try {
            Object bytes = jvm.getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), ALLOCATED);
            return ((Number) bytes).longValue();
        } catch (JMException | IOException e) {
            throw failure(process, e);
        }
    }

    private static DependencyException failure(long process, Exception cause) {
        return new DependencyException(
                "process " + process + ": " + cause + " (expected: a JVM that tells " + ALLOCATED + ")", cause);
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The JVM has ended, and the connection with it.
            return;
        }
    }
}
