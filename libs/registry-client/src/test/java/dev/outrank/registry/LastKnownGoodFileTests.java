package dev.outrank.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastKnownGoodFileTests {

    private static final IdentifiedSnapshot SNAPSHOT = new IdentifiedSnapshot("5f0c", Snapshots.of(12));

    @TempDir
    private Path directory;

    private Path path;
    private LastKnownGoodFile file;

    @BeforeEach
    void makeFile() {
        path = directory.resolve("new/registry.snapshot");
        file = new LastKnownGoodFile(path);
    }

    @Test
    void readsWhatWasWritten() {
        file.write(SNAPSHOT);
        assertThat(file.read()).contains(SNAPSHOT);
    }

    @Test
    void readsASnapshotWithoutIdentity() {
        IdentifiedSnapshot anonymous = new IdentifiedSnapshot("", Snapshots.empty(0));
        file.write(anonymous);
        assertThat(file.read()).contains(anonymous);
    }

    @Test
    void isEmptyWhenThereIsNoFile() {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void replacesTheOldCopyAndLeavesNothingBeside() throws IOException {
        file.write(SNAPSHOT);
        file.write(new IdentifiedSnapshot("5f0c", Snapshots.of(13)));
        assertThat(file.read().orElseThrow().snapshot().revision()).isEqualTo(13);
        try (Stream<Path> files = Files.list(directory.resolve("new"))) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void refusesACopyInWhichAnyByteChanged() throws IOException {
        file.write(SNAPSHOT);
        byte[] whole = Files.readAllBytes(path);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(path, damaged);
            assertThatThrownBy(file::read)
                    .as("byte %s changed", i)
                    .isInstanceOf(RegistryException.class)
                    .hasMessageStartingWith(path.toString());
        }
    }

    @Test
    void refusesACopyThatWasCutAnywhere() throws IOException {
        file.write(SNAPSHOT);
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThatThrownBy(file::read).as("cut to %s bytes", length).isInstanceOf(RegistryException.class);
        }
    }

    @Test
    void saysThatItIsDamagedWhenTheContentChanged() throws IOException {
        file.write(SNAPSHOT);
        Files.writeString(path, Files.readString(path).replace("SERVING", "RETIRED"));
        assertThatThrownBy(file::read).hasMessageContaining("it is damaged");
    }

    @Test
    void saysThatItIsAnotherFileWhenItIsForeign() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "{\"revision\":1,\"models\":[]}");
        assertThatThrownBy(file::read).hasMessageContaining("this is another file");
    }

    @Test
    void namesTheFormatWhenItIsNewer() throws IOException {
        file.write(SNAPSHOT);
        Files.writeString(path, Files.readString(path).replaceFirst("snapshot 1", "snapshot 2"));
        assertThatThrownBy(file::read).hasMessageContaining("'outrank-registry-snapshot 2'");
    }

    @Test
    void keepsTheOldCopyWhenTheNewOneCannotBeWritten() throws IOException {
        Files.createDirectories(path.resolve("in-the-way"));
        assertThatThrownBy(() -> file.write(SNAPSHOT))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("cannot be written");
        assertThat(path.resolve("in-the-way")).exists();
    }
}
