package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.CapacityException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PortCheckTests {

    private static final Path ANYWHERE = Path.of(".");

    @Test
    void namesThePortAndWhatItIsForWhenItIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PortCheck.requireFree(Map.of(taken.getLocalPort(), "gateway")))
                    .isInstanceOf(CapacityException.class)
                    .hasMessageContaining("ports taken: " + taken.getLocalPort() + " (gateway)")
                    .hasMessageContaining("--port-offset");
            // Only Linux tells the owner.
            assertThat(PortOwner.of(taken.getLocalPort())
                            .map(ProcessHandle::pid)
                            .orElse(ProcessHandle.current().pid()))
                    .isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void acceptsFreePorts() {
        assertThatCode(() -> PortCheck.requireFree(Map.of(FreePorts.one(), "gateway")))
                .doesNotThrowAnyException();
    }

    @Test
    void knowsTheDocumentedPorts() {
        StackSettings settings =
                new StackSettings(ANYWHERE, ANYWHERE, ANYWHERE, 2, 2, true, JvmGoal.QUICK_START, new StackPorts(0));
        assertThat(PortCheck.portsOf(settings))
                .containsEntry(8080, "gateway")
                .containsEntry(9080, "gateway management")
                .containsEntry(8888, "config-server")
                .containsEntry(8100, "ranking")
                .containsEntry(8101, "ranking-singular")
                .containsEntry(8200, "embedding-0")
                .containsEntry(8201, "embedding-1")
                .containsEntry(8301, "embedding-1-r1")
                .containsEntry(10301, "embedding-1-r1 lookups")
                .hasSize(20);
    }

    @Test
    void refusesShardsReplicasAndOffsetsOutOfRange() {
        assertThatThrownBy(() -> new StackPorts(-1)).isInstanceOf(CallerException.class);
        assertThatThrownBy(() -> new StackSettings(
                        ANYWHERE, ANYWHERE, ANYWHERE, 0, 1, true, JvmGoal.QUICK_START, new StackPorts(0)))
                .hasMessage("--shards: 0 (expected: 1 to 32)");
        assertThatThrownBy(() -> new StackSettings(
                        ANYWHERE, ANYWHERE, ANYWHERE, 1, 9, true, JvmGoal.QUICK_START, new StackPorts(0)))
                .hasMessage("--replicas: 9 (expected: 1 to 4)");
    }
}
