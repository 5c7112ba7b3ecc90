package dev.outrank.ranking.dense;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Graphs on disk as ONNX Runtime has optimised them, so that the next start need not. Safe for several processes with one directory.
 *
 * <p>An optimised graph is good only for the same graph, the same ONNX Runtime and the same CPU, all of which are in its name:
 *
 * <pre>
 *   {@code <sha-256 of graph, version, settings and CPU flags>.ort.onnx}       the graph
 *   {@code <the same>.sha256}                                                  its own digest; one that has another is discarded
 * </pre>
 */
final class GraphCache {

    private static final Logger log = LoggerFactory.getLogger(GraphCache.class);

    private final Path directory;

    GraphCache(Path directory) {
        this.directory = directory;
    }

    /** Returns the key of a graph as this machine optimises it. */
    static String key(byte[] graph, String runtimeVersion, String settings) {
        MessageDigest digest = sha256();
        digest.update(graph);
        digest.update(("\n" + runtimeVersion + "\n" + settings + "\n" + cpu()).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the optimised graph, or null where there is none, or one that is not what was written. */
    @Nullable
    Path find(String key) {
        Path graph = graph(key);
        try {
            if (!Files.exists(graph)) {
                return null;
            }
            String expected = Files.readString(digest(key)).strip();
            if (expected.equals(digestOf(Files.readAllBytes(graph)))) {
                return graph;
            }
            log.warn("{}: is not what was written; it is made anew", graph);
        } catch (IOException e) {
            log.warn("{}: cannot be read ({}); it is made anew", graph, e.toString());
        }
        discard(key);
        return null;
    }

    /** Returns where ONNX Runtime may write a graph that {@link #keep} then publishes; null where the directory cannot be written to. */
    @Nullable
    Path draft() {
        try {
            Files.createDirectories(directory);
            return directory.resolve("draft-" + UUID.randomUUID() + ".onnx");
        } catch (IOException e) {
            log.warn("{}: cannot be written to ({}); graphs are optimised at every start", directory, e.toString());
            return null;
        }
    }

    /** Publishes a draft, in one step. */
    void keep(String key, Path draft) {
        try {
            Path digestDraft = directory.resolve(draft.getFileName() + ".sha256");
            Files.writeString(digestDraft, digestOf(Files.readAllBytes(draft)));
            Files.move(digestDraft, digest(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, graph(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("{}: an optimised graph could not be kept ({})", directory, e.toString());
            drop(draft);
        }
    }

    /** Removes a graph that ONNX Runtime does not take. */
    void discard(String key) {
        drop(graph(key));
        drop(digest(key));
    }

    private static void drop(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{}: could not be removed ({})", file, e.toString());
        }
    }

    private Path graph(String key) {
        return directory.resolve(key + ".ort.onnx");
    }

    private Path digest(String key) {
        return directory.resolve(key + ".sha256");
    }

    private static String digestOf(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Optimised layouts depend on the CPU's instructions. */
    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: every JVM has it)", e);
        }
    }
}
