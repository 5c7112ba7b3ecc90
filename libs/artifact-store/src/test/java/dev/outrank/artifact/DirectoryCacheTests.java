package dev.outrank.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectoryCacheTests {

    private static final long MOST = 1_000;

    @TempDir
    private Path root;

    private final AtomicInteger fills = new AtomicInteger();
    private DirectoryCache cache;

    @BeforeEach
    void open() {
        cache = new DirectoryCache(root, MOST);
    }

    @AfterEach
    void close() {
        cache.close();
    }

    private DirectoryCache.Held hold(String key, int bytes) {
        return cache.hold(key, (directory, room) -> {
            fills.incrementAndGet();
            room.make(bytes);
            Files.createDirectories(directory.resolve("shard-0"));
            Files.write(directory.resolve("shard-0/rows"), new byte[bytes]);
        });
    }

    private boolean isThere(String key) {
        return Files.exists(root.resolve("entries").resolve(key));
    }

    /** Sets when an entry was used; the clock of a disk is too coarse for a test. */
    private void usedAt(String key, long millis) throws IOException {
        Files.setLastModifiedTime(root.resolve("entries").resolve(key), FileTime.fromMillis(millis));
    }

    @Test
    void makesADirectoryOnceAndKeepsIt() {
        try (DirectoryCache.Held held = hold("a", 10)) {
            assertThat(held.directory().resolve("shard-0/rows")).hasSize(10);
        }
        hold("a", 10).close();
        assertThat(fills).hasValue(1);
        assertThat(cache.usedBytes()).isEqualTo(10);
    }

    @Test
    void keepsWhatAnEarlierProcessMade() {
        hold("a", 10).close();
        cache.close();
        open();
        hold("a", 10).close();
        assertThat(fills).hasValue(1);
    }

    @Test
    void showsNothingOfADirectoryThatIsNotWholeAndGoesOnWithIt() {
        assertThatThrownBy(() -> cache.hold("a", (directory, room) -> {
                    Files.write(directory.resolve("first"), new byte[3]);
                    throw new IOException("broken off");
                }))
                .isInstanceOf(InternalException.class)
                .hasMessageContaining("broken off");
        assertThat(isThere("a")).isFalse();
        try (DirectoryCache.Held held = cache.hold("a", (directory, room) -> {
            assertThat(directory.resolve("first")).hasSize(3);
            Files.write(directory.resolve("second"), new byte[4]);
        })) {
            assertThat(held.directory().resolve("first")).exists();
            assertThat(held.directory().resolve("second")).exists();
        }
    }

    @Test
    void deletesTheOneLongestUnusedWhereRoomIsNeeded() throws IOException {
        hold("a", 400).close();
        hold("b", 400).close();
        usedAt("a", 2_000);
        usedAt("b", 1_000);
        hold("c", 400).close();
        assertThat(isThere("a")).isTrue();
        assertThat(isThere("b")).isFalse();
        assertThat(isThere("c")).isTrue();
    }

    @Test
    void deletesNothingThatIsHeld() throws IOException {
        try (DirectoryCache.Held _ = hold("a", 400)) {
            hold("b", 400).close();
            usedAt("a", 1_000);
            usedAt("b", 2_000);
            hold("c", 400).close();
            assertThat(isThere("a")).isTrue();
            assertThat(isThere("b")).isFalse();
        }
    }

    /** What was served until now is what one goes back to. */
    @Test
    void countsTheEndOfAUseAndNotItsBegin() throws IOException {
        DirectoryCache.Held longUsed = hold("a", 400);
        hold("b", 400).close();
        usedAt("a", 1_000);
        usedAt("b", 2_000);
        longUsed.close();
        hold("c", 400).close();
        assertThat(isThere("a")).isTrue();
        assertThat(isThere("b")).isFalse();
    }

    @Test
    void letsGoWhileAnotherIsBeingMade() throws Exception {
        DirectoryCache.Held held = hold("a", 10);
        cache.hold("b", (directory, room) -> CompletableFuture.runAsync(held::close)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .close();
        assertThat(isThere("a")).isTrue();
    }

    @Test
    void staysHeldUntilTheLastHasLetGo() throws IOException {
        DirectoryCache.Held first = hold("a", 600);
        DirectoryCache.Held second = hold("a", 600);
        first.close();
        first.close();
        assertThatThrownBy(() -> hold("b", 600)).isInstanceOf(CapacityException.class);
        second.close();
        hold("b", 600).close();
        assertThat(isThere("a")).isFalse();
    }

    @Test
    void saysThatThereIsNoRoomAndDeletesNothing() {
        try (DirectoryCache.Held _ = hold("a", 600)) {
            hold("b", 300).close();
            assertThatThrownBy(() -> hold("c", 500))
                    .isInstanceOf(CapacityException.class)
                    .hasMessage("cache: 500 bytes for c beside 600 in use (expected: at most 1000 together; give the"
                            + " cache more room, or retire versions)");
            assertThat(isThere("b")).isTrue();
        }
    }

    @Test
    void deletesPartsOfOthersToo() {
        assertThatThrownBy(() -> cache.hold("a", (directory, room) -> {
                    Files.write(directory.resolve("first"), new byte[900]);
                    throw new IOException("broken off");
                }))
                .isInstanceOf(InternalException.class);
        hold("b", 800).close();
        assertThat(cache.usedBytes()).isEqualTo(800);
    }

    @Test
    void belongsToOneProcess() {
        assertThatThrownBy(() -> new DirectoryCache(root, MOST))
                .isInstanceOf(InternalException.class)
                .hasMessageContaining("used by another process");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", ".hidden"})
    void refusesKeysThatAreNoNames(String key) {
        assertThatThrownBy(() -> hold(key, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void makesAnotherWhileOneIsBeingMade() {
        cache.hold("a", (directory, room) -> CompletableFuture.runAsync(
                                () -> hold("b", 10).close())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .close();
        assertThat(isThere("a")).isTrue();
        assertThat(isThere("b")).isTrue();
    }

    @Test
    void countsWhatWasPromisedToOneThatIsBeingMade() {
        assertThatThrownBy(() -> cache.hold("a", (directory, room) -> {
                    room.make(600);
                    hold("b", 600).close();
                }))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("600 bytes for b beside 600 in use");
    }

    @Test
    void makesAgainWhatWasWrong() {
        hold("a", 10).discard();
        assertThat(isThere("a")).isFalse();
        hold("a", 10).close();
        assertThat(fills).hasValue(2);
    }

    @Test
    void leavesWhatIsWrongToThoseWhoHoldIt() {
        try (DirectoryCache.Held _ = hold("a", 10)) {
            hold("a", 10).discard();
            assertThat(isThere("a")).isTrue();
        }
    }
}
