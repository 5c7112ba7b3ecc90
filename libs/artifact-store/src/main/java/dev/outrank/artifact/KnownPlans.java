package dev.outrank.artifact;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.plan.PlanFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans of addresses: as they are there now, or, where they cannot be had, those whose shards were brought from there last. Thread-safe.
 */
final class KnownPlans {

    private static final Logger log = LoggerFactory.getLogger(KnownPlans.class);
    private static final int KEY_DIGITS = 32;

    private final ShardDescriptions descriptions;
    private final Path directory;

    /**
     * Makes known plans.
     *
     * @param directory where they are kept; made when there is the first
     */
    KnownPlans(ShardDescriptions descriptions, Path directory) {
        this.descriptions = descriptions;
        this.directory = directory;
    }

    /**
     * Returns the bytes of a plan. Blocks.
     *
     * @throws ArtifactException where there is none, and none was used before
     * @throws SourceDownException where the source does not answer, and none was used before
     */
    byte[] plan(URI shards, String bundleFingerprint) {
        Path known = known(shards, bundleFingerprint);
        try {
            return fresh(shards);
        } catch (ArtifactException | SourceDownException e) {
            if (!Files.exists(known)) {
                throw e;
            }
            log.warn("Going on with the plan that was used last: {}", e.getMessage());
            return read(known);
        }
    }

    private byte[] fresh(URI shards) {
        try {
            Path place = Files.createTempDirectory(Files.createDirectories(directory), "new-");
            try {
                descriptions.bringPlan(shards, place.resolve(PlanFormat.FILE_NAME));
                return Files.readAllBytes(place.resolve(PlanFormat.FILE_NAME));
            } finally {
                DirectoryTree.delete(place);
            }
        } catch (IOException e) {
            throw LocalDisk.failure(directory, e);
        }
    }

    /** Keeps the plan whose shards are here. */
    void used(URI shards, String bundleFingerprint, byte[] plan) {
        try {
            Path file = Files.createTempFile(directory, "new-", "");
            Files.write(file, plan);
            Files.move(file, known(shards, bundleFingerprint), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LocalDisk.failure(directory, e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InternalException(file + ": " + e + " (expected: a file that can be read)", e);
        }
    }

    private Path known(URI shards, String bundleFingerprint) {
        byte[] address = shards.toString().getBytes(StandardCharsets.UTF_8);
        return directory.resolve(digest(address, bundleFingerprint) + ".json");
    }

    /** Returns a name for some bytes and a bundle. */
    static String digest(byte[] bytes, String bundleFingerprint) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            digest.update(("\n" + bundleFingerprint).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 (expected: every Java platform has it)", e);
        }
    }
}
