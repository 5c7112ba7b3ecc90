package dev.outrank.artifact;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardFingerprint;
import dev.outrank.bundle.shard.ShardHeader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings packed shards of a plan, and checks them. Thread-safe, one call at a time for each directory.
 *
 * <p>What turns out to be wrong is deleted, but for its reason and its files' tags: it comes whole again only once one of them has changed at its source, or has no tag.
 */
final class ShardDownload {

    private static final Logger log = LoggerFactory.getLogger(ShardDownload.class);

    private static final String WRONG = "wrong";

    private final ArtifactSource source;
    private final FileDownload files;
    private final ShardDescriptions descriptions;

    ShardDownload(ArtifactSource source, FileDownload files, ShardDescriptions descriptions) {
        this.source = source;
        this.files = files;
        this.descriptions = descriptions;
    }

    /**
     * Brings shards to a directory, with what is there of an earlier try, which is deleted where its header was another.
     *
     * @throws BundleException where a shard is not of this plan, or its rows are not what its header says
     */
    void bring(URI shards, ShardingPlan plan, int[] indices, Path directory, DirectoryCache.Room room)
            throws IOException {
        List<ShardHeader> headers = new ArrayList<>();
        for (int shard : indices) {
            bringHeader(shards, shard, directory);
            headers.add(requireOf(plan, shard, directory));
        }
        room.make(headers.stream().mapToLong(ShardDownload::bytes).sum());
        for (ShardHeader header : headers) {
            String name = PackedShard.directoryName(header.shard());
            bringRows(ArtifactSources.child(shards, name + "/"), header, directory.resolve(name));
        }
    }

    /** Returns a shard's header, where it is what the plan says. */
    static ShardHeader requireOf(ShardingPlan plan, int shard, Path directory) {
        Path place = directory.resolve(PackedShard.directoryName(shard));
        ShardHeader header = PackedShard.readHeader(place);
        String file = place + "/" + PackedShard.HEADER_NAME;
        if (!header.bundleFingerprint().equals(plan.bundleFingerprint())) {
            throw new BundleException(file + ": bundleFingerprint " + header.bundleFingerprint() + " (expected: "
                    + plan.bundleFingerprint() + ", the plan's; pack the bundle again)");
        }
        if (header.shard() != shard) {
            throw new BundleException(file + ": shard " + header.shard() + " (expected: " + shard + ")");
        }
        long expected = ShardFingerprint.of(plan, shard);
        if (header.fingerprint() != expected) {
            throw new BundleException(file + ": fingerprint " + Long.toHexString(header.fingerprint()) + " (expected: "
                    + Long.toHexString(expected) + ", of plan.json; it was packed from another plan)");
        }
        return header;
    }

    private void bringHeader(URI shards, int shard, Path directory) throws IOException {
        Path place = Files.createDirectories(directory.resolve(PackedShard.directoryName(shard)));
        Path header = place.resolve(PackedShard.HEADER_NAME);
        byte[] before = Files.exists(header) ? Files.readAllBytes(header) : new byte[0];
        descriptions.bringHeader(shards, shard, directory);
        if (!Arrays.equals(before, Files.readAllBytes(header))) {
            clear(place);
        }
    }

    private static long bytes(ShardHeader header) {
        return header.files().values().stream().mapToLong(Long::longValue).sum();
    }

    private void bringRows(URI from, ShardHeader header, Path directory) throws IOException {
        if (Files.exists(directory.resolve(WRONG))) {
            requireAnother(from, header, directory);
            clear(directory);
        }
        log.info("Bringing {}: {} files, {} bytes", from, header.files().size(), bytes(header));
        for (Map.Entry<String, Long> file : header.files().entrySet()) {
            files.exactly(
                    ArtifactSources.child(from, file.getKey()), file.getValue(), directory.resolve(file.getKey()));
        }
        verify(header, directory);
        for (String name : header.files().keySet()) {
            FileDownload.forget(directory.resolve(name));
        }
    }

    private static void verify(ShardHeader header, Path directory) throws IOException {
        try (PackedShard packed = PackedShard.open(directory, MemorySettings.of(MemoryMode.MAPPED))) {
            packed.verifyChecksums();
        } catch (BundleException e) {
            Files.writeString(directory.resolve(WRONG), String.valueOf(e.getMessage()));
            for (String name : header.files().keySet()) {
                Files.deleteIfExists(directory.resolve(name));
            }
            throw e;
        }
    }

    /** Refuses what was wrong before, where no file of it has changed since. */
    private void requireAnother(URI from, ShardHeader header, Path directory) throws IOException {
        for (String name : header.files().keySet()) {
            String tag = FileDownload.tag(directory.resolve(name));
            if (tag == null || !tag.equals(tagNow(ArtifactSources.child(from, name)))) {
                return;
            }
        }
        throw new BundleException(Files.readString(directory.resolve(WRONG)) + "; the same files are there still");
    }

    private String tagNow(URI file) {
        try (OpenArtifact open = source.open(file, 0, null)) {
            return String.valueOf(open.tag());
        } catch (IOException e) {
            throw new SourceDownException(file + ": " + e + " (expected: a source that answers)", e);
        }
    }

    /** Deletes all but the header. */
    private static void clear(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file :
                    all.filter(file -> !file.endsWith(PackedShard.HEADER_NAME)).toList()) {
                Files.delete(file);
            }
        }
    }
}
