package dev.outrank.ranking.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.ranking.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspacePoolTests {

    private static final int IDLE = 2;
    private static final long MAX_BYTES = 1 << 24;

    @TempDir
    private Path directory;

    private TinyModel model;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.write(directory);
    }

    private DenseNets open(IdleMemory memory) {
        return DenseNets.open(model.bundle(), model.manifest(), DenseSettings.of(1, IDLE, MAX_BYTES), memory);
    }

    private long bytesFor(int candidates) {
        try (DenseNets nets = open(new IdleMemory(0))) {
            Workspace workspace = nets.borrow(candidates);
            long bytes = workspace.bytes();
            nets.giveBack(workspace);
            return bytes;
        }
    }

    @Test
    void dropsAWorkspaceThatOneHugeRequestLeftBehind() {
        IdleMemory memory = new IdleMemory(IDLE * bytesFor(16));
        try (DenseNets nets = open(memory)) {
            Workspace huge = nets.borrow(17);
            nets.giveBack(huge);

            assertThat(memory.heldBytes()).isZero();
            Workspace fresh = nets.borrow(16);
            assertThat(fresh).isNotSameAs(huge);
            nets.giveBack(fresh);
            assertThat(memory.heldBytes()).isEqualTo(bytesFor(16));
            assertThat(nets.borrow(16)).isSameAs(fresh);
            assertThat(memory.heldBytes()).isZero();
        }
    }

    @Test
    void dropsAWorkspaceThatGrewAfterItWasKept() {
        IdleMemory memory = new IdleMemory(IDLE * bytesFor(16));
        try (DenseNets nets = open(memory)) {
            Workspace workspace = nets.borrow(1);
            nets.giveBack(workspace);
            assertThat(nets.borrow(1000)).isSameAs(workspace);
            nets.giveBack(workspace);

            assertThat(memory.heldBytes()).isZero();
            assertThat(nets.borrow(1)).isNotSameAs(workspace);
        }
    }

    @Test
    void sharesTheMemoryAmongAllVersions() {
        long bytes = bytesFor(16);
        IdleMemory memory = new IdleMemory(IDLE * bytes);
        try (DenseNets one = open(memory);
                DenseNets other = open(memory)) {
            Workspace first = one.borrow(16);
            Workspace second = one.borrow(16);
            Workspace third = other.borrow(16);
            one.giveBack(first);
            one.giveBack(second);
            other.giveBack(third);

            assertThat(memory.heldBytes()).isEqualTo(IDLE * bytes);
            assertThat(other.borrow(16)).isNotSameAs(third);
        }
        assertThat(memory.heldBytes()).isZero();
    }
}
